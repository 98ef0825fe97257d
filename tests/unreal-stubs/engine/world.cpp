#include "Stub/World.h"

#include "Async/Async.h"
#include "Containers/Ticker.h"
#include "HAL/PlatformMisc.h"
#include "HAL/PlatformProcess.h"
#include "HAL/PlatformTime.h"
#include "ILiveLinkClient.h"
#include "Misc/AsyncTaskNotification.h"
#include "Modules/ModuleManager.h"

#include <chrono>
#include <map>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace
{
std::mutex TaskLock;
std::vector<std::function<void()>> Tasks;
std::vector<std::unique_ptr<UObject>> Kept;
std::map<std::string, UObject*> Objects;

std::string Plain(const FString& Text)
{
	return Stub::ToUtf8(*Text);
}
}

Stub::World& Stub::GetWorld()
{
	static World Only;
	return Only;
}

void Stub::Reset()
{
	GetWorld() = World();
	Objects.clear();
	const std::lock_guard Hold(TaskLock);
	Tasks.clear();
}

void Stub::TickGame(double Seconds)
{
	GetWorld().Now += Seconds;
	std::vector<std::function<void()>> Due;
	{
		const std::lock_guard Hold(TaskLock);
		Due.swap(Tasks);
	}
	for (const auto& Task : Due) Task();
	const auto Tickers = FTSTicker::GetCoreTicker().StubTickers;
	for (const auto& Each : Tickers) Each.second.Execute(static_cast<float>(Seconds));
}

bool Stub::TickUntil(const std::function<bool()>& Done, double Seconds)
{
	const auto End = std::chrono::steady_clock::now() + std::chrono::duration<double>(Seconds);
	while (!Done())
	{
		if (std::chrono::steady_clock::now() > End) return false;
		TickGame(0.005);
		std::this_thread::sleep_for(std::chrono::milliseconds(5));
	}
	return true;
}

void AsyncTask(ENamedThreads::Type, std::function<void()> Function)
{
	const std::lock_guard Hold(TaskLock);
	Tasks.push_back(std::move(Function));
}

FTSTicker& FTSTicker::GetCoreTicker()
{
	static FTSTicker Ticker;
	return Ticker;
}

FTSTicker::FDelegateHandle FTSTicker::AddTicker(const FTickerDelegate& Delegate, float)
{
	FDelegateHandle Handle;
	Handle.StubId = Stub::NextDelegateId();
	StubTickers.emplace_back(Handle.StubId, Delegate);
	return Handle;
}

void FTSTicker::RemoveTicker(FDelegateHandle Handle)
{
	std::erase_if(StubTickers, [&](const auto& Each) { return Each.first == Handle.StubId; });
}

double FPlatformTime::Seconds() { return Stub::GetWorld().Now; }

FString FPlatformMisc::GetEnvironmentVariable(const TCHAR* Name)
{
	for (const auto& [Key, Value] : Stub::GetWorld().Environment)
	{
		if (Key == Stub::ToUtf8(Name)) return FString(UTF8_TO_TCHAR(Value.c_str()));
	}
	const char* Value = std::getenv(Stub::ToUtf8(Name).c_str());
	return Value ? FString(UTF8_TO_TCHAR(Value)) : FString();
}

uint32 FPlatformProcess::GetCurrentProcessId() { return static_cast<uint32>(getpid()); }

bool FPlatformProcess::LaunchFileInDefaultExternalApplication(const TCHAR* File)
{
	Stub::GetWorld().Launched.push_back(Stub::ToUtf8(File));
	return true;
}

void Stub::Log(const FLogCategoryBase& Category, const char* Verbosity, const std::u16string& Line)
{
	GetWorld().Log.push_back(std::string(Category.StubName) + " " + Verbosity + ": " + ToUtf8(Line.c_str()));
}

void Stub::AppendArgument(std::vector<std::string>& Arguments, const TCHAR* Text) { Arguments.push_back(ToUtf8(Text)); }
void Stub::AppendArgument(std::vector<std::string>& Arguments, int Value) { Arguments.push_back(std::to_string(Value)); }

std::u16string Stub::Print(const TCHAR* Format, const std::vector<std::string>& Arguments)
{
	std::string Out;
	std::size_t Next = 0;
	const std::string Pattern = ToUtf8(Format);
	for (std::size_t At = 0; At < Pattern.size(); ++At)
	{
		if (Pattern[At] != '%') Out += Pattern[At];
		else
		{
			// a missing argument is undefined behaviour in the engine
			if (Next >= Arguments.size()) std::abort();
			Out += Arguments[Next++];
			++At;
		}
	}
	return ToUtf16(Out.c_str());
}

UObject* Stub::Keep(std::unique_ptr<UObject> Object)
{
	Kept.push_back(std::move(Object));
	return Kept.back().get();
}

void Stub::AddObject(const FString& Path, UObject* Object)
{
	Object->StubPath = Path;
	Objects[Plain(Path)] = Object;
}

UObject* Stub::FindObject(const FString& Path)
{
	const auto Found = Objects.find(Plain(Path));
	return Found == Objects.end() ? nullptr : Found->second;
}

bool UObject::Modify(bool)
{
	++StubModified;
	return true;
}

FModuleManager& FModuleManager::Get()
{
	static FModuleManager Manager;
	return Manager;
}

IModuleInterface& FModuleManager::LoadModuleChecked(const FName& Name)
{
	static IModuleInterface Module;
	Stub::GetWorld().LoadedModules.push_back(Plain(Name.ToString()));
	return Module;
}

FAsyncTaskNotification::FAsyncTaskNotification(const FAsyncTaskNotificationConfig& Config) : StubShown(std::make_shared<Stub::Notification>())
{
	StubShown->Title = Config.TitleText;
	StubShown->Progress = Config.ProgressText;
	StubShown->bCanCancel = Config.bCanCancel;
	Stub::GetWorld().Notifications.push_back(StubShown);
}

void FAsyncTaskNotification::SetComplete(bool bSuccess)
{
	StubShown->bComplete = true;
	StubShown->bSuccess = bSuccess;
}

void FAsyncTaskNotification::SetComplete(const FText& Title, const FText& Progress, bool bSuccess)
{
	StubShown->Title = Title;
	StubShown->Progress = Progress;
	SetComplete(bSuccess);
}

EAsyncTaskNotificationPromptAction FAsyncTaskNotification::GetPromptAction() const
{
	return StubShown->bPressedCancel ? EAsyncTaskNotificationPromptAction::Cancel : EAsyncTaskNotificationPromptAction::None;
}
