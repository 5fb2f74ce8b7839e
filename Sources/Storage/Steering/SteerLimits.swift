package import Postgres

/// What a limit is about: the jobs of a queue, of a kind, or of a kind in a queue; together, or of each partition.
package struct LimitScope: Sendable, Hashable {
    package let queue: String?
    package let kind: String?
    package let isPerPartition: Bool

    package init(queue: String?, kind: String?, isPerPartition: Bool) {
        self.queue = queue
        self.kind = kind
        self.isPerPartition = isPerPartition
    }
}

/// Sets how many jobs may run at once.
package struct SetLimit: PostgresStatement {
    let scope: LimitScope
    let allowed: Int32

    package init(_ scope: LimitScope, allowed: Int32) {
        self.scope = scope
        self.allowed = allowed
    }

    package static let sql = """
        insert into fieldwork_jobs.limits (queue, kind, per_partition, allowed) values ($1, $2, $3, $4)
        on conflict (coalesce(queue, ''), coalesce(kind, ''), per_partition) do update set allowed = excluded.allowed
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(scope.queue)
        parameters.append(scope.kind)
        parameters.append(scope.isPerPartition)
        parameters.append(allowed)
    }
}

/// Removes a limit and its permits. False when there was none.
package struct RemoveLimit: PostgresStatement {
    let scope: LimitScope
    package init(_ scope: LimitScope) { self.scope = scope }

    package static let sql = """
        with removed as (
            delete from fieldwork_jobs.limits
            where queue is not distinct from $1 and kind is not distinct from $2 and per_partition = $3
            returning id
        ), forgotten as (
            delete from fieldwork_jobs.permits p using removed where p.limit_id = removed.id
        )
        select exists (select from removed)
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(scope.queue)
        parameters.append(scope.kind)
        parameters.append(scope.isPerPartition)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}
