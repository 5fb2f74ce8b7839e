/// A study's own letters: what `Q`, `L` and `S` mean is the study's to say, not the program's.
package struct StudyCodes: Sendable, Hashable, Codable {
    /// Region letters that may begin a code, such as `O P Q W Y`, or a commodity letter as in `S1 E1 N2`.
    package let regions: Set<String>
    /// Role letter to role name, such as `L` to `leader`.
    package let roles: [String: String]

    package init(regions: Set<String>, roles: [String: String]) {
        self.regions = regions
        self.roles = roles
    }
}
