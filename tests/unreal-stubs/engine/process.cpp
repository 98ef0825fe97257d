#include "Misc/MonitoredProcess.h"

#include <csignal>
#include <cstring>
#include <sys/wait.h>
#include <unistd.h>

namespace
{
/** Words of a command line; a blank inside double quotes belongs to its word. */
std::vector<std::string> Split(const std::string& Line)
{
	std::vector<std::string> Words;
	bool bQuoted = false, bWord = false;
	for (const char Letter : Line)
	{
		if (Letter == '"') bQuoted = !bQuoted;
		if (Letter == '"' || (Letter == ' ' && !bQuoted))
		{
			bWord = bWord && Letter != ' ';
			if (Letter == '"' && bQuoted && !bWord) { Words.emplace_back(); bWord = true; }
			continue;
		}
		if (!bWord) Words.emplace_back();
		bWord = true;
		Words.back() += Letter;
	}
	return Words;
}
}

FMonitoredProcess::FMonitoredProcess(const FString& URL, const FString& Params, const FString& WorkingDir, bool, bool)
	: StubUrl(URL), StubParams(Params), StubFolder(WorkingDir)
{
}

FMonitoredProcess::~FMonitoredProcess()
{
	Cancel(true);
	if (StubThread.joinable()) StubThread.join();
}

bool FMonitoredProcess::Launch()
{
	int Pipe[2];
	if (pipe(Pipe) != 0) return false;
	std::vector<std::string> Words = Split(Stub::ToUtf8(*StubParams));
	Words.insert(Words.begin(), Stub::ToUtf8(*StubUrl));
	std::vector<char*> Arguments;
	for (std::string& Word : Words) Arguments.push_back(Word.data());
	Arguments.push_back(nullptr);
	const std::string Folder = Stub::ToUtf8(*StubFolder);
	const pid_t Child = fork();
	if (Child == 0)
	{
		setpgid(0, 0);
		dup2(Pipe[1], 1);
		dup2(Pipe[1], 2);
		close(Pipe[0]);
		close(Pipe[1]);
		if (chdir(Folder.c_str()) == 0) execv(Arguments[0], Arguments.data());
		_exit(127);
	}
	close(Pipe[1]);
	setpgid(Child, Child);
	StubChild = Child;
	StubThread = std::thread([this, Read = Pipe[0]] { StubRun(Read); });
	return true;
}

void FMonitoredProcess::StubRun(int Pipe)
{
	std::string Held;
	char Bytes[4096];
	for (ssize_t Size = read(Pipe, Bytes, sizeof Bytes); Size > 0; Size = read(Pipe, Bytes, sizeof Bytes))
	{
		Held.append(Bytes, static_cast<std::size_t>(Size));
		for (std::size_t End = Held.find('\n'); End != std::string::npos; End = Held.find('\n'))
		{
			StubOutput.ExecuteIfBound(FString(UTF8_TO_TCHAR(Held.substr(0, End).c_str())));
			Held.erase(0, End + 1);
		}
	}
	close(Pipe);
	int Status = 0;
	waitpid(StubChild, &Status, 0);
	StubChild = 0;
	StubCompleted.ExecuteIfBound(WIFEXITED(Status) ? WEXITSTATUS(Status) : -1);
}

void FMonitoredProcess::Cancel(bool bKillTree)
{
	const pid_t Child = StubChild;
	if (Child > 0) kill(bKillTree ? -Child : Child, SIGKILL);
}
