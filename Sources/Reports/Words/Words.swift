import Clusters
import Codebooks
import SourceFiles

/// The words of the page itself, in both languages; those of the rules stand in the rule set.
enum Words {
    static let kicker = LocalizedText(zh: "群聚型態分類報告", en: "Cluster classification report")
    static let contents = LocalizedText(zh: "目次", en: "Contents")
    static let sample = LocalizedText(
        zh: "這是以虛構文本製作的範例，用來說明方法如何運作；其中的數字不代表任何真實群聚，也不能用來衡量正確與否。",
        en: """
            This is a worked example on invented texts. It shows how the method works; its figures describe no real \
            cluster and measure nothing.
            """)
    static let provisionalNote = LocalizedText(
        zh: "標示「暫定」的結果，至少有一部分依據尚未經研究者確認的編碼建議，不是研究發現。",
        en: "Results marked provisional rest at least in part on suggestions that no person has certified. They are no findings.")

    // Where the clusters stand
    static let positions = LocalizedText(zh: "各群聚的位置", en: "Where the clusters stand")
    static let beside = LocalizedText(zh: "證據不足，未列入圖中", en: "Not in the figure: insufficient evidence")
    static let contestedNote = LocalizedText(
        zh: "細線為證據互相矛盾時，數值可能的範圍。", en: "Thin lines span the values that contradictory evidence leaves open.")
    static let outcomesCaption = LocalizedText(
        zh: "各群聚的型態、軸值、依據與專家判定", en: "Pattern, axis values, basis and experts’ view of each cluster")
    static let cluster = LocalizedText(zh: "群聚", en: "Cluster")
    static let pattern = LocalizedText(zh: "型態", en: "Pattern")
    static let basis = LocalizedText(zh: "依據", en: "Basis")
    static let experts = LocalizedText(zh: "專家", en: "Experts")
    static let reasons = LocalizedText(zh: "說明", en: "To mind")

    // Firmness
    static let firmness = LocalizedText(zh: "規則改變時的結果", en: "If the rules were otherwise")
    static let firmnessLead = LocalizedText(
        zh: "門檻與彙總方式是研究者的選擇。下表每次只改變一項規則，重新判定所有群聚；與現行結果不同者以底色標示。",
        en: """
            Thresholds and aggregation are choices. Each row changes one of them and assesses every cluster again; outcomes \
            other than today’s are set off.
            """)
    static let firmnessCaption = LocalizedText(zh: "各項規則變化下的型態", en: "Pattern under each variation of the rules")
    static let variation = LocalizedText(zh: "規則的變化", en: "Variation")
    static let asItIs = LocalizedText(zh: "現行規則", en: "Rules as they are")
    static let unchanged = LocalizedText(zh: "結果不變的次數", en: "Outcome unchanged")

    // Clusters
    static let clusters = LocalizedText(zh: "逐一檢視", en: "Cluster by cluster")
    static let advice = LocalizedText(zh: "建議", en: "What can be done")
    static let nearest = LocalizedText(zh: "最接近的改變", en: "Nearest change")
    static let indicator = LocalizedText(zh: "指標", en: "Indicator")
    static let overall = LocalizedText(zh: "綜合", en: "Overall")
    static let unknown = LocalizedText(zh: "未知", en: "not known")
    static let conflict = LocalizedText(zh: "矛盾", en: "conflict")
    static let heldBack = LocalizedText(zh: "受必要指標限制", en: "held back")
    static let contradicts = LocalizedText(zh: "與分數相左", en: "against the score")
    static let setAside = LocalizedText(zh: "單獨一句，不計分", en: "a stray sentence, set aside")
    static let unscored = LocalizedText(zh: "列出而不計分", en: "Listed, not scored")
    static let noQuotation = LocalizedText(zh: "引文未提供", en: "quotation not given")

    // Suggestions
    static let speaker = LocalizedText(zh: "發言者", en: "Who")
    static let code = LocalizedText(zh: "代碼", en: "Code")
    static let quotation = LocalizedText(zh: "引文", en: "Quotation")
    static let flags = LocalizedText(zh: "標記", en: "Flags")

    // Documents
    static let transcripts = LocalizedText(zh: "逐字稿的編碼建議", en: "Suggestions in the transcripts")
    static let transcriptsLead = LocalizedText(
        zh: "引文逐字取自逐字稿。帶標記者（否定、保留語氣、假設、轉述、疑問）可信度較低，須由研究者判讀。",
        en: """
            Quotations are word for word. Those that are marked denied, hedged, supposed, reported or asked are trusted less \
            and wait for a person.
            """)
    static let noPassages = LocalizedText(zh: "沒有編碼建議。", en: "No suggestions.")

    // Method
    static let method = LocalizedText(zh: "方法與版本", en: "Method and versions")
    static let anchorsCaption = LocalizedText(zh: "各指標的評分錨點", en: "What each score means")
    static let manifestCaption = LocalizedText(zh: "產生本報告所用的版本", en: "What the results were made with")
    static let part = LocalizedText(zh: "項目", en: "Part")
    static let name = LocalizedText(zh: "名稱", en: "Name")
    static let version = LocalizedText(zh: "版本", en: "Version")
    static let hash = LocalizedText(zh: "SHA-256", en: "SHA-256")
    static let ruleSet = LocalizedText(zh: "規則集", en: "Rule set")
    static let codebook = LocalizedText(zh: "編碼簿", en: "Codebook")
    static let coder = LocalizedText(zh: "編碼器", en: "Coder")
    static let program = LocalizedText(zh: "程式", en: "Program")
    static let preparedAt = LocalizedText(zh: "製作時間", en: "Prepared")
    static let postHoc = LocalizedText(zh: "規則在看到結果之後修改過。", en: "The rules were changed after results had been seen.")
    static let listSeparator = LocalizedText(zh: "、", en: ", ")
    static let sentenceSeparator = LocalizedText(zh: "", en: " ")
}
