#pragma once

#include "WorkspaceMenuStructure.h"

namespace WorkspaceMenu
{
const IWorkspaceMenuStructure& GetMenuStructure();
}
