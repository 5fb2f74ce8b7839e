extension UnsafeBufferPointer<UInt8> {
    /// The scalar that begins at a byte of valid UTF-8, and its length.
    func scalar(at byte: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let lead = self[byte]
        if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(self[byte + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
