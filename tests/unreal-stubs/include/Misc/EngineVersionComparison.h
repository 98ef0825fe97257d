// The version that this build stands for: 5.STUB_ENGINE_MINOR.
#pragma once

#define UE_VERSION_OLDER_THAN(Major, Minor, Patch) (5 < (Major) || (5 == (Major) && STUB_ENGINE_MINOR < (Minor)))
