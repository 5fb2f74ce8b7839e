import Postgres
import TestSupport
import Testing

@Suite("fieldwork batches")
struct BatchesTests {
    @Test("are listed and shown with what their jobs came to")
    func show() async throws {
        try await TestStudy.imported { study in
            #expect(try await study.expect("batches", "--language", "zh") == "沒有批次。\n")
            try await study.database.withConnection { connection in
                try await connection.executeScript(
                    """
                    select fieldwork_jobs.enqueue_batch('reread', '[{"kind": "a"}, {"kind": "b"}, {"kind": "c"}]', 'classify_cluster');
                    select fieldwork_jobs.create_batch('by hand');
                    update fieldwork_jobs.jobs set state = 'completed', finished_at = clock_timestamp() where id = 1;
                    update fieldwork_jobs.jobs set state = 'discarded', attempt = 5, finished_at = clock_timestamp() where id = 3;
                    insert into fieldwork_jobs.job_events (job_id, event, attempt, detail) values (3, 'discarded', 5, '{"reason": "job.timeout"}');
                    """)
            }
            #expect(
                try await study.expect("batches").masked == """
                    Id  Name     State     Unfinished  Completed  Discarded  Cancelled  Since
                    --  -------  --------  ----------  ---------  ---------  ---------  -------------------
                     2  by hand  unsealed           0          0          0          0  0000-00-00 00:00:00
                     1  reread   open               1          1          1          0  0000-00-00 00:00:00

                    """)
            #expect(
                try await study.expect("batches", "show", "1").masked == """
                    Batch       1 reread
                    State       open
                    Unfinished  1
                    Completed   1
                    Discarded   1
                    Cancelled   0
                    Follow-up   classify_cluster
                    Created     0000-00-00 00:00:00
                    Sealed      0000-00-00 00:00:00

                    Jobs not completed
                    Id  Kind  State      Tries  Since                Reason
                    --  ----  ---------  -----  -------------------  -----------
                     3  c     discarded    5/5  0000-00-00 00:00:00  job.timeout
                     2  b     available    0/5  0000-00-00 00:00:00

                    """)
            try await study.database.withConnection { connection in
                try await connection.executeScript(
                    """
                    select fieldwork_jobs.cancel(2);
                    select fieldwork_jobs.finish_batches(10);
                    """)
            }
            let json = try JSON.object(try await study.expect("batches", "show", "1", "--json"))
            #expect(json["cancelled"] as? Int == 1 && json["followUp"] as? Int == 4)
            #expect((json["jobs"] as? [[String: Any]])?.map { $0["id"] as? Int } == [3, 2])
            #expect(try JSON.list(try await study.expect("batches", "--limit", "1", "--json")).map { $0["id"] as? Int } == [2])
            let missed = try await study.fieldwork("batches", "show", "9")
            #expect(
                missed.status == 65
                    && missed.errors
                        == "fieldwork: there is no batch 9. Finished ones are removed in time; see `fieldwork batches list`.\n"
            )
        }
    }
}
