#pragma once
// In place of the C library's, of the same names.

int fsync(int file);
int fdatasync(int file);
