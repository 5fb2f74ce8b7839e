#include "CCodebookLibrary.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char gau_dualities[] = {
#embed "../Codebooks/Library/gau-dualities.yaml"
};

static const unsigned char lin_patterns[] = {
#embed "../Codebooks/Library/lin-patterns.yaml"
};

struct embedded_file codebook_gau_dualities(void) {
    return (struct embedded_file){gau_dualities, sizeof gau_dualities};
}

struct embedded_file codebook_lin_patterns(void) {
    return (struct embedded_file){lin_patterns, sizeof lin_patterns};
}
