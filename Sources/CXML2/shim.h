#pragma once
// Debian's libxml2 is built with ICU and shows it in two private structures. Foundation brings an ICU of its own, and
// the compiler refuses two of them in one module.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>
