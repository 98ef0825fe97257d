#include "scenario.h"

#include "AvatarTrackerModule.h"
#include "IWebSocket.h"
#include "Modules/ModuleManager.h"
#include "service-messages.h"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace fs = std::filesystem;

namespace scenario
{
std::map<std::string, Body>& All()
{
	static std::map<std::string, Body> Bodies;
	return Bodies;
}

void Fail(const char* file, int line, const std::string& what)
{
	std::fprintf(stderr, "%s:%d: %s\n", fs::path(file).filename().c_str(), line, what.c_str());
	for (const std::string& Line : Stub::GetWorld().Log) std::fprintf(stderr, "log: %s\n", Line.c_str());
	std::error_code Error;
	fs::remove_all(Scratch(), Error);
	// children of the plugin are in groups of their own and end with their parent's id gone
	_exit(1);
}

std::string Print(const std::string& value) { return value; }
std::string Print(const FString& value) { return Stub::ToUtf8(*value); }
std::string Print(const FText& value) { return Print(value.ToString()); }
std::string Print(double value)
{
	char Digits[40];
	std::snprintf(Digits, sizeof Digits, "%.6g", value);
	return Digits;
}

fs::path Scratch()
{
	static const fs::path Folder = []
	{
		const fs::path Made = fs::temp_directory_path() / ("avatar-tracker-scenario-" + std::to_string(getpid()));
		fs::create_directories(Made);
		return Made;
	}();
	return Folder;
}

void WriteFile(const fs::path& file, const std::string& text, bool bExecutable)
{
	fs::create_directories(file.parent_path());
	std::ofstream(file) << text;
	if (bExecutable) fs::permissions(file, fs::perms::owner_all);
}

std::string ReadFile(const fs::path& file)
{
	std::ifstream Stream(file);
	std::stringstream Text;
	Text << Stream.rdbuf();
	return Text.str();
}

FakeSidecar::FakeSidecar(const std::string& version) : Folder(Scratch() / "Plugin")
{
	const fs::path Root = Folder / "Sidecar";
	WriteFile(Root / "sidecar/bin/avatar-tracker.mjs", "");
	WriteFile(Root / "node_modules/.package-lock.json", "{}");
	WriteFile(Root / "token", "0123456789abcdef0123456789abcdef0123456789abcde\n");
	// writes down how it is started, says where it listens, and waits
	WriteFile(Scratch() / "node/node", "#!/bin/sh\nif [ \"$1\" = --version ]; then echo " + version + "; exit 0; fi\n"
		"if [ \"$2\" = thumbnail ]; then echo \"$2 $3\" >> " + (Scratch() / "thumbnails").string() + "; mkdir -p \"$(dirname \"$5\")\"; echo x > \"$5\"; exit 0; fi\n"
		"echo \"$$ $*\" >> " + (Scratch() / "starts").string() + "\n"
		"case \"$1\" in *npm-cli.js) touch node_modules/.package-lock.json; exit 0;; esac\n"
		"echo 'a line of a log'\n"
		"echo '{\"event\":\"listening\",\"http\":\"http://127.0.0.1:4567\",\"ws\":\"ws://127.0.0.1:4567/ws\",\"tokenFile\":\"" + (Root / "token").string() + "\",\"pid\":1}'\n"
		"while [ ! -e " + (Scratch() / "die").string() + " ] && kill -0 $PPID 2>/dev/null; do sleep 0.02; done\nrm " + (Scratch() / "die").string() + "\necho 'out of memory'\nexit 3\n", true);
	Stub::World& World = Stub::GetWorld();
	World.PluginFolder = Folder.string();
	World.SavedFolder = (Scratch() / "Saved").string();
	World.Environment = {{"PATH", "relative:" + (Scratch() / "node").string()}, {"HOME", Scratch().string()}};
}

std::vector<std::string> FakeSidecar::Starts() const
{
	std::vector<std::string> Lines;
	std::istringstream Text(ReadFile(Scratch() / "starts"));
	for (std::string Line; std::getline(Text, Line);) Lines.push_back(Line);
	return Lines;
}

Editor::Editor() : Loaded(Stub::PluginModule())
{
	Loaded->StartupModule();
}

Editor::~Editor()
{
	Loaded->ShutdownModule();
}

FAvatarTrackerModule& Editor::Module() const
{
	return static_cast<FAvatarTrackerModule&>(*Loaded);
}

IWebSocket& Editor::Connect()
{
	const auto& Sockets = Stub::GetWorld().Sockets;
	const std::size_t Before = Sockets.size();
	const bool bWaits = Before > 0 && Sockets.back()->StubConnecting && !Sockets.back()->StubClosed && !Sockets.back()->StubConnected;
	EXPECT(bWaits || Stub::TickUntil([&] { return Sockets.size() > Before; }, 20));
	IWebSocket& Socket = NewestSocket();
	Stub::OpenSocket(Socket);
	Stub::Deliver(Socket, service::Welcome(), 4096);
	return Socket;
}

IWebSocket& NewestSocket()
{
	EXPECT(!Stub::GetWorld().Sockets.empty());
	return *Stub::GetWorld().Sockets.back();
}

namespace
{
std::string ReadField(avatar::MsgpackReader& Reader, const std::string& key)
{
	std::uint32_t Pairs = 0;
	EXPECT(Reader.ReadMap(Pairs));
	for (std::uint32_t Pair = 0; Pair < Pairs; ++Pair)
	{
		std::string_view Key, Text;
		double Number = 0;
		bool Flag = false;
		EXPECT(Reader.ReadString(Key));
		const bool bWanted = Key == key;
		switch (Reader.Peek())
		{
		case avatar::MsgpackType::String:
			EXPECT(Reader.ReadString(Text));
			if (bWanted) return std::string(Text);
			break;
		case avatar::MsgpackType::Number:
			EXPECT(Reader.ReadNumber(Number));
			if (bWanted) return Print(Number);
			break;
		case avatar::MsgpackType::Bool:
			EXPECT(Reader.ReadBool(Flag));
			if (bWanted) return Flag ? "true" : "false";
			break;
		default:
			if (key.starts_with(std::string(Key) + ".")) return ReadField(Reader, key.substr(Key.size() + 1));
			EXPECT(Reader.Skip());
		}
	}
	return {};
}
}

std::string Field(const std::vector<uint8>& message, const std::string& key)
{
	avatar::MsgpackReader Reader(message);
	return ReadField(Reader, key);
}

std::vector<uint8> Sent(IWebSocket& socket, const std::string& type)
{
	for (auto Message = socket.StubSent.rbegin(); Message != socket.StubSent.rend(); ++Message)
	{
		if (Field(*Message, "type") == type) return *Message;
	}
	Fail(__FILE__, __LINE__, "nothing of type " + type + " was sent");
}

int CountSent(IWebSocket& socket, const std::string& type)
{
	int Count = 0;
	for (const auto& Message : socket.StubSent) Count += Field(Message, "type") == type;
	return Count;
}
}

int main(int count, char** words)
{
	if (count < 2)
	{
		for (const auto& [Name, Run] : scenario::All()) std::puts(Name.c_str());
		return 0;
	}
	const auto Found = scenario::All().find(words[1]);
	if (Found == scenario::All().end()) return 2;
	Found->second();
	std::error_code Error;
	fs::remove_all(scenario::Scratch(), Error);
	return 0;
}
