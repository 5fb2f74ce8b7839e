/// All benchmarks. A new one is a file and a line here.
let benchmarkCatalog: [any Benchmark.Type] = [
    ClientRoundtrip.self,
    ClientPipeline.self,
    CoderRulesChinese.self,
    CoderRulesEnglish.self,
    DaemonReady.self,
    DaemonMemory.self,
    DaemonProcessor.self,
    PathDocuments.self,
    QueueDrain.self,
    QueuePickup.self,
]
