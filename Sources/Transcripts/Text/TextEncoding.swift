/// The encodings a text file may come in.
package enum TextEncoding: String, Sendable, CaseIterable, Codable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// Big5 as Windows writes it in Taiwan, with 碁 and 恒, the euro sign and user-defined characters.
    case big5 = "cp950"
    /// Big5 with the Hong Kong set. Its codes overlap those of CP950, so it is used only where it is declared.
    case big5HKSCS = "big5-hkscs"

    /// How many bytes a scalar takes, where it stands for a code of its own.
    func width(of scalar: Unicode.Scalar) -> Int {
        switch self {
        case .utf8: UTF8.width(scalar)
        case .utf16LittleEndian, .utf16BigEndian: UTF16.width(scalar) * 2
        case .big5, .big5HKSCS: scalar.isASCII ? 1 : 2
        }
    }
}
