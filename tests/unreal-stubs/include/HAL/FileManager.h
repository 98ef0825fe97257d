#pragma once

#include "CoreMinimal.h"

class IFileManager
{
public:
	static IFileManager& Get();
	bool Delete(const TCHAR* File, bool bRequireExists = false, bool bEvenReadOnly = false, bool bQuiet = false);
};
