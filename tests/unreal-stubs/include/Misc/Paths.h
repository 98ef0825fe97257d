// Stand-in for the engine: paths of the real file system.
#pragma once

#include "CoreMinimal.h"

class FPaths
{
public:
	template <typename... PathTypes>
	static FString Combine(const PathTypes&... Paths)
	{
		return StubJoin({FString(Paths)...});
	}
	static bool FileExists(const FString& Path);
	static FString ConvertRelativePathToFull(const FString& Path);
	static FString GetPath(const FString& Path);
	static FString GetCleanFilename(const FString& Path);
	static FString GetBaseFilename(const FString& Path);
	static FString GetExtension(const FString& Path);
	static FString ProjectSavedDir();

	static FString StubJoin(const std::vector<FString>& Paths);
};
