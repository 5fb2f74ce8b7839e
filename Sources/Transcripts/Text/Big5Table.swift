import Glibc

/// Every two-byte code of a Big5 variant and its scalars, as the C library converts them.
///
/// The table is built once (about 2 ms), because converting code by code is what gives each scalar its byte offset.
/// Building it opens a file of the C library: a process that will lose that right has to touch the table before.
struct Big5Table: Sendable {
    static let cp950 = Big5Table(converter: "BIG5", userDefined: true)
    static let hkscs = Big5Table(converter: "BIG5-HKSCS", userDefined: false)

    private static let leads = 0x81...0xFE
    private static let trails = 0x40...0xFE
    /// Bits that a scalar needs; the second scalar of a pair lies above them.
    private static let scalarBits: UInt32 = 21

    /// By lead and trail; 0 where there is no such code.
    private let entries: [UInt32]

    private init(converter name: String, userDefined: Bool) {
        var entries = [UInt32](repeating: 0, count: Self.leads.count * Self.trails.count)
        if let converter = iconv_open("UTF-32LE", name), Int(bitPattern: converter) != -1 {
            for lead in Self.leads {
                for trail in Self.trails where Self.isTrail(trail) {
                    let entry = Self.convert(lead, trail, with: converter) ?? (userDefined ? Self.userDefined(lead, trail) : nil)
                    entries[Self.position(lead, trail)] = entry ?? 0
                }
            }
            iconv_close(converter)
        }
        self.entries = entries
    }

    /// The scalars of a code. Four codes of the Hong Kong set are a letter and a mark.
    subscript(lead: UInt8, trail: UInt8) -> (first: Unicode.Scalar, second: Unicode.Scalar?)? {
        guard Self.leads.contains(Int(lead)), Self.trails.contains(Int(trail)) else { return nil }
        let entry = entries[Self.position(Int(lead), Int(trail))]
        guard entry != 0, let first = Unicode.Scalar(entry & (1 << Self.scalarBits - 1)) else { return nil }
        let second = entry >> Self.scalarBits
        return (first, second == 0 ? nil : Unicode.Scalar(second))
    }

    private static func isTrail(_ byte: Int) -> Bool { byte <= 0x7E || byte >= 0xA1 }

    private static func position(_ lead: Int, _ trail: Int) -> Int {
        (lead - leads.lowerBound) * trails.count + trail - trails.lowerBound
    }

    private static func convert(_ lead: Int, _ trail: Int, with converter: iconv_t) -> UInt32? {
        let code = [UInt8(lead), UInt8(trail)]
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2) { scalars in
            code.withUnsafeBytes { code in
                var input = UnsafeMutablePointer(mutating: code.assumingMemoryBound(to: CChar.self).baseAddress)
                var inputLeft = code.count
                let output = UnsafeMutableRawBufferPointer(scalars)
                var outputEnd = output.assumingMemoryBound(to: CChar.self).baseAddress
                var outputLeft = output.count
                iconv(converter, nil, nil, nil, nil)
                // The second call writes a letter that the converter held back for a mark that might have followed.
                guard iconv(converter, &input, &inputLeft, &outputEnd, &outputLeft) == 0,
                    iconv(converter, nil, nil, &outputEnd, &outputLeft) == 0
                else { return nil }
                switch outputLeft / MemoryLayout<UInt32>.stride {
                case 1: return UInt32(littleEndian: scalars[0])
                case 0: return UInt32(littleEndian: scalars[0]) | UInt32(littleEndian: scalars[1]) << scalarBits
                default: return nil
                }
            }
        }
    }

    /// Windows gives the codes a user may draw characters for to Unicode's private use, in this order.
    private static func userDefined(_ lead: Int, _ trail: Int) -> UInt32? {
        let perLead = 157
        let column = trail <= 0x7E ? trail - 0x40 : trail - 0x62
        return switch lead {
        case 0xFA...0xFE: UInt32(0xE000 + (lead - 0xFA) * perLead + column)
        case 0x8E...0xA0: UInt32(0xE311 + (lead - 0x8E) * perLead + column)
        case 0x81...0x8D: UInt32(0xEEB8 + (lead - 0x81) * perLead + column)
        default: nil
        }
    }
}
