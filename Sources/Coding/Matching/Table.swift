/// Numbers laid down once and only read from then on, at the speed of a pointer. The inner loops live on these; an array
/// would be counted and checked at every step.
final class Table<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // Sendable without a check because nothing writes to the memory between init and deinit.
    let start: UnsafePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
        _ = memory.initialize(fromContentsOf: elements)
        start = UnsafePointer(memory.baseAddress.unsafelyUnwrapped)
        count = elements.count
    }

    deinit { start.deallocate() }
}
