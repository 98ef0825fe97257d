#include "HAL/FileManager.h"
#include "Interfaces/IPluginManager.h"
#include "Misc/FileHelper.h"
#include "Misc/Paths.h"
#include "Stub/World.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace fs = std::filesystem;

namespace
{
fs::path Native(const FString& Path) { return fs::path(*Path); }
FString ToEngine(const fs::path& Path) { return FString(Path.generic_u16string().c_str()); }
FString ToEngine(const std::string& Text) { return FString(UTF8_TO_TCHAR(Text.c_str())); }
}

FString FPaths::StubJoin(const std::vector<FString>& Paths)
{
	FString Out;
	for (const FString& Path : Paths)
	{
		const bool bSlash = Out.IsEmpty() || Out.StubText.back() == u'/';
		Out += (bSlash ? FString() : FString(TEXT("/"))) + Path;
	}
	return Out;
}

bool FPaths::FileExists(const FString& Path)
{
	std::error_code Error;
	return fs::is_regular_file(Native(Path), Error);
}

FString FPaths::ConvertRelativePathToFull(const FString& Path)
{
	return ToEngine(fs::absolute(Native(Path)).lexically_normal());
}

FString FPaths::GetPath(const FString& Path) { return ToEngine(Native(Path).parent_path()); }
FString FPaths::GetCleanFilename(const FString& Path) { return ToEngine(Native(Path).filename()); }
FString FPaths::GetBaseFilename(const FString& Path) { return ToEngine(Native(Path).stem()); }

FString FPaths::GetExtension(const FString& Path)
{
	const FString Dotted = ToEngine(Native(Path).extension());
	return Dotted.IsEmpty() ? Dotted : FString(*Dotted + 1);
}

FString FPaths::ProjectSavedDir() { return ToEngine(Stub::GetWorld().SavedFolder); }

bool FFileHelper::LoadFileToString(FString& Text, const TCHAR* File)
{
	std::ifstream Stream(Native(FString(File)), std::ios::binary);
	if (!Stream) return false;
	std::stringstream Bytes;
	Bytes << Stream.rdbuf();
	Text = ToEngine(Bytes.str());
	return true;
}

bool FFileHelper::SaveStringToFile(const FString& Text, const TCHAR* File, EEncodingOptions)
{
	std::error_code Error;
	fs::create_directories(Native(FString(File)).parent_path(), Error);
	std::ofstream Stream(Native(FString(File)), std::ios::binary);
	Stream << Stub::ToUtf8(*Text);
	return Stream.good();
}

IFileManager& IFileManager::Get()
{
	static IFileManager Manager;
	return Manager;
}

bool IFileManager::Delete(const TCHAR* File, bool, bool, bool)
{
	std::error_code Error;
	return fs::remove(Native(FString(File)), Error);
}

IPluginManager& IPluginManager::Get()
{
	static IPluginManager Manager;
	return Manager;
}

TSharedPtr<IPlugin> IPluginManager::FindPlugin(const FString& Name)
{
	if (!(Name == TEXT("AvatarTracker")) || Stub::GetWorld().PluginFolder.empty()) return nullptr;
	return MakeShared<IPlugin>();
}

FString IPlugin::GetBaseDir() const { return ToEngine(Stub::GetWorld().PluginFolder); }
