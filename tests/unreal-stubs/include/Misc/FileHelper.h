#pragma once

#include "CoreMinimal.h"

struct FFileHelper
{
	enum class EEncodingOptions { ForceUTF8WithoutBOM };
	static bool LoadFileToString(FString& Text, const TCHAR* File);
	static bool SaveStringToFile(const FString& Text, const TCHAR* File, EEncodingOptions Encoding);
};
