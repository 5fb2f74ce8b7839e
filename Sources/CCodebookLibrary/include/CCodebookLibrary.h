#pragma once
#include <stddef.h>

// The shipped codebooks, embedded by the C compiler: an array literal of their size costs the Swift compiler most of a
// minute, #embed nothing. One function a file; the bytes live as long as the program.

struct embedded_file {
    const unsigned char *_Nonnull bytes;
    size_t count;
};

struct embedded_file codebook_gau_dualities(void);
struct embedded_file codebook_lin_patterns(void);
