extension String {
    /// With every local time replaced, so that what is left is the same on every run.
    var masked: String {
        replacing(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, with: "0000-00-00 00:00:00")
    }
}
