#pragma once

#include "CoreMinimal.h"

namespace ENamedThreads
{
enum Type { GameThread };
}

/** May be called from any thread; the game thread runs it in its next tick. */
void AsyncTask(ENamedThreads::Type Thread, std::function<void()> Function);
