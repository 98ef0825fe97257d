// Stand-in for the engine: see README.md of this folder.
#pragma once

#include "Core/Containers.h"
#include "Core/Delegates.h"
#include "Core/Log.h"
#include "Core/Math.h"
#include "Core/Objects.h"
#include "Core/Pointers.h"
#include "Core/Strings.h"
#include "Core/Types.h"
