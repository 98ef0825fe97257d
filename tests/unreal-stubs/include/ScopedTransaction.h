#pragma once

#include "CoreMinimal.h"

class FScopedTransaction
{
public:
	explicit FScopedTransaction(const FText& SessionName);
};
