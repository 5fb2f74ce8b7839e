#pragma once
// Linux calls that Swift's Glibc module lacks or hides. One header per concern; each says why it exists.
#include "CLinuxEvents.h"
#include "CLinuxSandbox.h"
#include "CLinuxProcess.h"
