// Copyright (c) 2026 The avatar-tracker developers. MIT licence.
#include "commands.h"

#include "Protocol/FrameJoiner.h"
#include "Protocol/JobBoard.h"
#include "Protocol/Recording.h"
#include "Protocol/Session.h"
#include "show-message.h"

using namespace avatar;

namespace
{
/** Writes down what a session tells, and feeds the parts that the plugin feeds with it. */
class Diary : public SessionEvents
{
public:
	void OnWelcome(const Welcome& welcome) override { Note("welcome", welcome.ServerName); }
	void OnJob(const Job& job) override
	{
		Board.Put(job);
		Note("job", job.Id);
	}
	void OnProgress(const ProgressMessage& progress) override
	{
		Board.Put(progress);
		Note("progress", progress.Latest.Stage);
	}
	void OnTracked(std::uint32_t requestId, const Job& job) override { Note("tracked", std::to_string(requestId) + " " + job.Id); }
	void OnRefused(std::uint32_t requestId, const Problem& problem) override
	{
		Note("refused", std::to_string(requestId) + " " + problem.Code);
	}
	void OnTables(const Tables& tables) override
	{
		if (!Frames) Frames.emplace(tables);
		Note("tables", std::to_string(tables.Bones.size()) + " " + std::to_string(tables.Face.size()));
	}
	void OnKeyframes(const Tables&, std::shared_ptr<const Keyframes> chunk) override
	{
		const std::string text = std::to_string(chunk->Sequence) + " " + std::to_string(chunk->Count);
		Note("keyframes", text + (Frames->Append(chunk) ? " kept" : " dropped"));
	}
	void OnEnd(const StreamEnd& end) override { Note("end", std::to_string(end.Frames) + " " + std::to_string(end.Dropped)); }
	void OnResult(const Result& result) override
	{
		Board.Put(result);
		Note("result", result.Script);
	}
	void OnTrouble(const ErrorMessage& error) override
	{
		Board.Put(error.Job, error.What);
		Note("trouble", error.What.Code);
	}

	void Note(const char* what, const std::string& text) { Events.push_back(std::string(what) + " " + text); }

	std::vector<std::string> Events;
	JobBoard Board;
	std::optional<Recording> Frames;
};

struct Talk
{
	Diary Notes;
	FrameJoiner Joiner;
	Session Conversation{{"token", "driver", "1"}, Notes};
};

void ShowBoard(Json& json, const JobBoard& board)
{
	json.Open('[');
	for (const BoardRow& row : board.Rows())
	{
		json.Open('{').Pair("id", row.Id).Pair("name", row.Name).Pair("state", static_cast<int>(row.State));
		json.Pair("stage", row.Stage).Pair("share", row.Share).Pair("eta", row.EtaSeconds);
		json.Pair("trouble", row.Trouble).Pair("script", row.Script).Pair("warnings", row.Warnings);
		json.Pair("cancel", row.CanCancel()).Pair("retry", row.CanRetry()).Close('}');
	}
	json.Close(']');
}

/** What happened since the last command: events, messages to send, and why the connection has to close. */
void ShowTurn(Json& json, Talk& talk, bool bOpen)
{
	json.Open('{').Pair("events", talk.Notes.Events).Key("send").Open('[');
	Message message;
	while (talk.Conversation.TakeOutgoing(message)) json.Value(ToHex(message));
	json.Close(']').Pair("problem", bOpen ? std::string() : talk.Conversation.GetProblem().Code).Close('}');
	talk.Notes.Events.clear();
}

bool Receive(Talk& talk, Arguments& arguments)
{
	const auto piece = arguments.Hex();
	Bytes message;
	switch (talk.Joiner.Add(piece, arguments.Flag(), message))
	{
	case JoinResult::Complete: return talk.Conversation.Receive(message);
	case JoinResult::TooLarge: return false;
	default: return true;
	}
}

void ShowFrame(Json& json, const Diary& notes, double time)
{
	FrameView frame;
	const bool bFound = notes.Frames && notes.Frames->At(time, frame);
	json.Open('{').Pair("frames", notes.Frames ? notes.Frames->Frames() : 0);
	json.Pair("duration", notes.Frames ? notes.Frames->Duration() : 0.0);
	if (bFound) json.Pair("time", frame.Time()).Pair("first", frame.Row[0]).Pair("flags", frame.Flags());
	json.Close('}');
}
}

void RunSession(Arguments& arguments, Json& json)
{
	static std::unique_ptr<Talk> talk;
	const std::string what = arguments.Word();
	bool bOpen = true;
	if (what == "new") talk = std::make_unique<Talk>();
	Session& session = talk->Conversation;
	if (what == "token") session.SetToken(arguments.Text());
	else if (what == "connected") session.Connected();
	else if (what == "disconnected")
	{
		talk->Joiner.Reset();
		session.Disconnected();
	}
	else if (what == "receive") bOpen = Receive(*talk, arguments);
	else if (what == "track")
	{
		TrackRequest request = TrackRequestOf(arguments);
		std::shared_ptr<const Skeleton> target;
		if (arguments.HasMore()) target = std::make_shared<const Skeleton>(SkeletonOf(arguments));
		session.Track(std::move(request), std::move(target));
	}
	else if (what == "cancel") session.Cancel(arguments.Text());
	else if (what == "retry") session.Retry(arguments.Text());
	else if (what == "watch")
	{
		const std::string job = arguments.Text();
		const StreamKind stream = arguments.Word() == "live" ? StreamKind::Live : StreamKind::Recorded;
		session.StartWatch(job, stream, arguments.Word() == "arkit" ? FaceKind::Arkit : FaceKind::Ctrl);
	}
	else if (what == "unwatch") session.StopWatch(arguments.Text());
	else if (what == "board") return ShowBoard(json, talk->Notes.Board);
	else if (what == "frame") return ShowFrame(json, talk->Notes, arguments.Number());
	ShowTurn(json, *talk, bOpen);
}
