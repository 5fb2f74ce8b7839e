#pragma once

/// Has the kernel kill this process when its parent dies. Returns 0, or -1 with errno set.
/// prctl is variadic, which Swift's importer leaves out. The parent is the thread that forked: it has to last.
int clinux_die_with_parent(void);
