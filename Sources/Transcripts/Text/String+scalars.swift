extension String {
    init(scalars: some Sequence<Unicode.Scalar>) {
        var view = UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}

extension Substring {
    /// Without the blanks at both ends.
    var trimmingBlanks: Substring {
        let scalars = unicodeScalars.drop { $0.isBlank }
        guard let last = scalars.lastIndex(where: { !$0.isBlank }) else { return "" }
        return Substring(scalars[...last])
    }
}
