// Scenarios of the plugin inside the stand-in engine: a name and a function each; one runs in a process.
#pragma once

#include "CoreMinimal.h"
#include "Protocol/MsgpackReader.h"
#include "Modules/ModuleInterface.h"
#include "Stub/World.h"

#include <filesystem>
#include <map>
#include <string>

class FAvatarTrackerModule;
class IModuleInterface;
class IWebSocket;

namespace scenario
{
using Body = void (*)();
std::map<std::string, Body>& All();

struct Register
{
	Register(const char* name, Body body) { All().emplace(name, body); }
};

/** Ends the scenario with a word on what was expected. */
[[noreturn]] void Fail(const char* file, int line, const std::string& what);
std::string Print(const std::string& value);
std::string Print(const FString& value);
std::string Print(const FText& value);
std::string Print(double value);

template <typename A, typename B>
void Same(const A& seen, const B& wanted, const char* file, int line)
{
	if (Print(seen) != Print(wanted)) Fail(file, line, "saw \"" + Print(seen) + "\", expected \"" + Print(wanted) + "\"");
}

/** A folder that goes with the process. */
std::filesystem::path Scratch();
void WriteFile(const std::filesystem::path& file, const std::string& text, bool bExecutable = false);
std::string ReadFile(const std::filesystem::path& file);

/** A plugin folder whose sidecar is a shell script: see fake-sidecar.cpp. */
struct FakeSidecar
{
	explicit FakeSidecar(const std::string& version = "v20.19.0");
	/** Lines that the script has written down: one a start. */
	std::vector<std::string> Starts() const;
	std::filesystem::path Folder;
};

/** The module, started; shut down at the end. */
struct Editor
{
	Editor();
	~Editor();
	FAvatarTrackerModule& Module() const;
	/** Waits for the newest socket, opens it and welcomes the plugin. */
	IWebSocket& Connect();
	std::unique_ptr<IModuleInterface> Loaded;
};

IWebSocket& NewestSocket();
/** Top-level value of a message as text; empty when it has none. */
std::string Field(const std::vector<uint8>& message, const std::string& key);
/** The newest message of a type that was sent on a socket. */
std::vector<uint8> Sent(IWebSocket& socket, const std::string& type);
int CountSent(IWebSocket& socket, const std::string& type);
}

#define SCENARIO(Name) \
	static void Run##Name(); \
	static const ::scenario::Register Registered##Name(#Name, &Run##Name); \
	static void Run##Name()
#define EXPECT(Condition) \
	if (!(Condition)) ::scenario::Fail(__FILE__, __LINE__, #Condition)
#define EXPECT_SAME(Seen, Wanted) ::scenario::Same(Seen, Wanted, __FILE__, __LINE__)
