import FoundationEssentials
import Pipeline
import Transcripts

/// `extract.*`: how documents are read.
struct ExtractSettings: Sendable {
    let extractor: DocumentExtractor

    init(_ reader: SettingsReader) async {
        // Where `fieldwork-extract` is: by default beside this program, for they belong to one release.
        let folder = await reader.read("extract.folder", default: ExtractionProgram.besideThisProgram.folder, .path)
        if !FileManager.default.isExecutableFile(atPath: "\(folder)/fieldwork-extract") {
            reader.report("extract.folder", "there is no program fieldwork-extract in \(folder). Install it, or say where it is")
        }
        // How long one document may take before it is refused. A job has 120 s for everything, the results included; and
        // fieldwork-extract allows itself 60 s of processor time, whatever stands here.
        let timeout = await reader.read("extract.timeout", default: .seconds(90), .duration(.seconds(1) ... .seconds(110)))
        var limits = DocumentLimits()
        // The largest file that is read. No larger one can be submitted: portals are told the limit of
        // fieldwork.limits_v1(), which is not changed by this.
        limits.fileSize = await reader.read("extract.file-size", default: limits.fileSize, .size(1_000...50_000_000))
        // The longest text, as UTF-8, that is taken out of a file. fieldwork-extract has 2 GB for it.
        limits.textSize = await reader.read("extract.text-size", default: limits.textSize, .size(1_000...100_000_000))
        extractor = DocumentExtractor(program: ExtractionProgram(folder: folder), limits: limits, deadline: timeout)
    }
}
