extension DocumentProblem {
    /// What was expected and what came.
    package var message: BilingualText {
        switch self {
        case .empty:
            BilingualText(zh: "檔案是空的（0 位元組）。", en: "The file is empty (0 bytes).")
        case .tooLarge(let limit):
            BilingualText(
                zh: "檔案超過 \(Self.size(limit)) 的上限。", en: "The file is larger than the limit of \(Self.size(limit)).")
        case .unknownFormat:
            BilingualText(
                zh: "無法辨認檔案格式；可接受的格式：\(FormatCatalog.knownEndings)。",
                en: "The file's format is not known. Known formats: \(FormatCatalog.knownEndings).")
        case .formatMismatch(let declared):
            BilingualText(
                zh: "副檔名是 .\(declared.rawValue)，但內容不是這種格式。",
                en: "The name ends in .\(declared.rawValue), but the content is not of that format.")
        case .notText(let offset):
            BilingualText(
                zh: "檔案不是文字檔：第 \(offset) 位元組（從 0 起算）為零值。",
                en: "The file is not text: byte \(offset), counted from 0, is zero.")
        case .invalidEncoding(let encoding?, let offset):
            BilingualText(
                zh: "檔案大致是 \(encoding.name) 編碼，但第 \(offset) 位元組（從 0 起算）無效。",
                en: "The file reads as \(encoding.name), but byte \(offset), counted from 0, is invalid in it.")
        case .invalidEncoding(nil, let offset):
            BilingualText(
                zh: "無法辨認文字編碼：不是 UTF-8、UTF-16 或 Big5；第 \(offset) 位元組（從 0 起算）起不是 UTF-8。",
                en: "The encoding is not UTF-8, UTF-16 or Big5; byte \(offset), counted from 0, is the first that is not UTF-8.")
        case .encrypted:
            BilingualText(zh: "檔案設有密碼，無法讀取。", en: "The file is protected by a password and cannot be read.")
        case .damaged(let damage):
            BilingualText(zh: "檔案無法讀取：\(damage.reason.zh)。", en: "The file cannot be read: \(damage.reason.en).")
        case .tooLargeInside(let limit):
            BilingualText(
                zh: "檔案解開後超過限制：\(limit.reason.zh)。", en: "Unpacked, the file breaks a limit: \(limit.reason.en).")
        case .unsafeMarkup:
            BilingualText(
                zh: "檔案內含文件類型或實體宣告，一般文書軟體不會產生，因此不予讀取。",
                en: "The file declares a document type or entities, which word processors never write; it is not read.")
        case .noText:
            BilingualText(zh: "檔案裡沒有任何文字。", en: "There are no words in the file.")
        }
    }

    /// What the person who uploaded it can do.
    package var advice: BilingualText {
        switch self {
        case .empty, .noText:
            BilingualText(
                zh: "請開啟原檔確認內容；若只有圖片，請先轉成文字，再重新上傳。",
                en: "Open the original and check it; if it holds only pictures, turn them into text first. Then upload it again.")
        case .tooLarge, .tooLargeInside:
            BilingualText(
                zh: "請移除圖片或把內容分成較小的檔案，再重新上傳。",
                en: "Take out pictures, or split the content into smaller files, and upload again.")
        case .unknownFormat:
            BilingualText(
                zh: "請用文書軟體另存為上列格式之一，再重新上傳。",
                en: "Save it in one of these formats with your word processor and upload again.")
        case .formatMismatch:
            BilingualText(
                zh: "請不要以改副檔名的方式轉檔；用原本的軟體開啟後另存為正確格式。",
                en: "Renaming does not convert a file: open it in the program it came from and save it in the right format.")
        case .notText, .invalidEncoding:
            BilingualText(
                zh: "請用文字編輯器開啟，確認內容無誤後另存為 UTF-8；香港增補字集（HKSCS）須於上傳時指明。",
                en: "Open it in a text editor, check the words and save as UTF-8; the Hong Kong set (HKSCS) has to be declared.")
        case .encrypted:
            BilingualText(
                zh: "請移除密碼保護後另存新檔，再重新上傳。", en: "Save a copy without the password and upload that.")
        case .damaged, .unsafeMarkup:
            BilingualText(
                zh: "請用原本的軟體開啟並另存新檔，再重新上傳；若仍失敗，請交給管理者。",
                en: "Open it in its own program, save a new copy and upload that; if it fails again, tell the administrator.")
        }
    }

    private static func size(_ bytes: Int) -> String {
        let megabyte = 1_000_000
        return bytes >= megabyte ? "\(bytes / megabyte) MB" : "\(bytes) B"
    }
}

extension TextEncoding {
    /// As people call it.
    fileprivate var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16 LE"
        case .utf16BigEndian: "UTF-16 BE"
        case .big5: "Big5 (CP950)"
        case .big5HKSCS: "Big5-HKSCS"
        }
    }
}

extension DocumentProblem.Damage {
    fileprivate var reason: BilingualText {
        switch self {
        case .archive: BilingualText(zh: "壓縮結構不完整或損壞", en: "its zip structure is cut short or damaged")
        case .missingPart: BilingualText(zh: "缺少正文部分", en: "its main part is missing")
        case .markup: BilingualText(zh: "內部標記（XML）有誤", en: "its markup (XML) is not well-formed")
        case .crash: BilingualText(zh: "讀取程式因內容異常而中止", en: "reading it made the reading program crash")
        case .timeLimit: BilingualText(zh: "讀取超過時限", en: "reading it took longer than allowed")
        case .memoryLimit: BilingualText(zh: "讀取超過記憶體限制", en: "reading it took more memory than allowed")
        }
    }
}

extension DocumentProblem.InnerLimit {
    fileprivate var reason: BilingualText {
        switch self {
        case .entries: BilingualText(zh: "內含檔案太多", en: "too many parts")
        case .entrySize: BilingualText(zh: "單一部分太大", en: "one part is too large")
        case .totalSize: BilingualText(zh: "總大小太大", en: "too large altogether")
        case .ratio: BilingualText(zh: "壓縮比異常地高", en: "compressed beyond any real document")
        case .textSize: BilingualText(zh: "文字太長", en: "too much text")
        }
    }
}
