#pragma once

#include "CoreMinimal.h"

using FTickerDelegate = TDelegate<bool(float)>;

class FTSTicker
{
public:
	using FDelegateHandle = ::FDelegateHandle;
	static FTSTicker& GetCoreTicker();
	FDelegateHandle AddTicker(const FTickerDelegate& Delegate, float Delay = 0.0f);
	void RemoveTicker(FDelegateHandle Handle);

	std::vector<std::pair<uint64, FTickerDelegate>> StubTickers;
};
