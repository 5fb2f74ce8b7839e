import CLibPQ

extension PostgresParameters {
    /// The types, as `PQsendPrepare` wants them.
    func withTypes<R>(of slots: Range<Int>, _ body: (_ count: Int32, _ types: UnsafePointer<Oid>?) -> R) -> R {
        withUnsafeTemporaryAllocation(of: Oid.self, capacity: slots.count) { types in
            for (index, slot) in self.slots[slots].enumerated() { types.initializeElement(at: index, to: slot.type.rawValue) }
            return body(Int32(slots.count), UnsafePointer(types.baseAddress))
        }
    }

    /// The values, as `PQsendQueryPrepared` wants them.
    func withValues<R>(
        of slots: Range<Int>,
        _ body: (
            _ count: Int32, _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<Int32>?,
            _ formats: UnsafePointer<Int32>?
        ) -> R
    ) -> R {
        let count = slots.count
        return buffer.bytes.withUnsafeBytes { bytes in
            // An empty value is not NULL: it needs an address, even where there are no bytes at all.
            let base = (bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!).assumingMemoryBound(to: CChar.self)
            return withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * count) { integers in
                    for (index, slot) in self.slots[slots].enumerated() {
                        values.initializeElement(at: index, to: slot.length < 0 ? nil : base + slot.offset)
                        integers.initializeElement(at: index, to: slot.length)
                        integers.initializeElement(at: count + index, to: slot.format.rawValue)
                    }
                    return body(
                        Int32(count), UnsafePointer(values.baseAddress), UnsafePointer(integers.baseAddress),
                        integers.baseAddress.map { UnsafePointer($0 + count) })
                }
            }
        }
    }
}
