// What a test sees and sets of the stand-in engine. One world a program; `Reset` makes it new.
#pragma once

#include "CoreMinimal.h"

class ILiveLinkClient;
class IWebSocket;
struct FPythonCommandEx;
namespace Stub
{
struct Notification;

struct World
{
	double Now = 1000.0;
	std::string PluginFolder;
	std::string SavedFolder;
	/** Overrides of environment variables; others are the process's own. */
	std::vector<std::pair<std::string, std::string>> Environment;
	std::vector<std::string> Log;
	std::vector<std::string> Launched;
	std::vector<std::shared_ptr<IWebSocket>> Sockets;
	std::vector<std::shared_ptr<Notification>> Notifications;
	std::vector<std::string> LoadedModules;
	std::vector<FString> Styles;
	std::vector<FString> DialogAnswer;
	std::function<bool(FPythonCommandEx&)> Python;
	bool bPython = true;
	/** Null: the Live Link plugin is off. */
	std::shared_ptr<ILiveLinkClient> LiveLink;
};

World& GetWorld();
void Reset();
/** Runs what other threads handed to the game thread, then the tickers. */
void TickGame(double Seconds);
/** Ticks in real time until `Done` holds; false after `Seconds`. */
bool TickUntil(const std::function<bool()>& Done, double Seconds);
/** Switches Live Link on or off, as its plugin does. */
void SetLiveLink(bool bOn);
void AddObject(const FString& Path, UObject* Object);

// what the engine's socket thread would bring
void OpenSocket(IWebSocket& Socket);
void FailSocket(IWebSocket& Socket, const char* Error);
void LoseSocket(IWebSocket& Socket, int Code, const char* Reason);
/** In pieces of at most `PieceSize` bytes, as the engine delivers a large frame. */
void Deliver(IWebSocket& Socket, const std::vector<uint8>& Message, std::size_t PieceSize);
}
