// Copyright (c) 2026 The avatar-tracker developers. MIT licence.
#include "commands.h"

#include "Protocol/Backoff.h"
#include "Protocol/FrameJoiner.h"
#include "Protocol/JitterBuffer.h"
#include "Protocol/JsonLine.h"
#include "Protocol/Listening.h"
#include "Protocol/MsgpackWriter.h"
#include "Protocol/Names.h"
#include "Protocol/NodeSearch.h"
#include "Protocol/PlaybackClock.h"

#include <memory>

using namespace avatar;

namespace
{
NodePlaces ReadPlaces(Arguments& arguments)
{
	const std::string system = arguments.Word();
	NodePlaces places;
	places.System = system == "windows" ? HostSystem::Windows : system == "mac" ? HostSystem::Mac : HostSystem::Linux;
	places.Chosen = arguments.Text();
	places.Path = arguments.Text();
	places.Home = arguments.Text();
	places.ProgramFiles = arguments.Text();
	places.LocalData = arguments.Text();
	places.NvmLink = arguments.Text();
	return places;
}

void ShowFields(Json& json, const std::string& line)
{
	const auto fields = ReadJsonLine(line);
	json.Open('[');
	if (!fields) json.Value("refused");
	else
	{
		for (const JsonField& field : *fields)
		{
			json.Open('[').Value(field.Key).Value(field.Value).Value(field.bText).Close(']');
		}
	}
	json.Close(']');
}
}

void RunNames(Arguments& arguments, Json& json)
{
	const std::string what = arguments.Word();
	if (what == "show")
	{
		const std::string text = arguments.Text();
		json.Value(ShowableText(text, static_cast<std::size_t>(arguments.Number())));
	}
	else if (what == "folder") json.Value(ContentFolder(arguments.Text()));
	else if (what == "job")
	{
		const std::string pattern = arguments.Text();
		json.Value(JobName(pattern, arguments.Text()));
	}
	else if (what == "subject")
	{
		const std::string name = arguments.Text();
		json.Value(SubjectName(name, arguments.Text()));
	}
	else if (what == "words") json.Value(NameInWords(arguments.Text()));
	else if (what == "json") ShowFields(json, arguments.Text());
	else if (what == "token") json.Value(ReadToken(arguments.Text()));
	else if (what == "listening")
	{
		const auto where = ReadListening(arguments.Text());
		json.Open('[');
		if (where) json.Value(where->Url()).Value(where->TokenFile);
		json.Close(']');
	}
	else if (what == "version")
	{
		const std::string line = arguments.Text();
		json.Open('[').Value(IsNodeVersion(line)).Value(IsNewEnough(line)).Close(']');
	}
	else if (what == "node") json.Value(NodeCandidates(ReadPlaces(arguments)));
}

void RunJoiner(Arguments& arguments, Json& json)
{
	static FrameJoiner joiner;
	const std::string what = arguments.Word();
	if (what == "new") joiner = FrameJoiner(static_cast<std::size_t>(arguments.Number()));
	else if (what == "reset") joiner.Reset();
	else
	{
		const auto piece = arguments.Hex();
		Bytes message;
		const JoinResult result = joiner.Add(piece, arguments.Flag(), message);
		if (result == JoinResult::NeedMore) json.Value("more");
		else if (result == JoinResult::TooLarge) json.Value("too large");
		else json.Value(ToHex({message.begin(), message.end()}));
		return;
	}
	json.Value(true);
}

void RunJitter(Arguments& arguments, Json& json)
{
	static auto buffer = JitterBuffer<double>();
	const std::string what = arguments.Word();
	if (what == "new")
	{
		const double delay = arguments.Number();
		buffer = JitterBuffer<double>(delay, static_cast<std::size_t>(arguments.Number()));
		json.Value(true);
	}
	else if (what == "push")
	{
		const double now = arguments.Number(), time = arguments.Number();
		buffer.Push(now, time, time);
		json.Value(buffer.Waiting());
	}
	else
	{
		double time = 0;
		const bool found = buffer.Pop(arguments.Number(), time);
		json.Open('[').Value(found ? std::optional(time) : std::nullopt).Value(buffer.Skipped()).Close(']');
	}
}

void RunPlayback(Arguments& arguments, Json& json)
{
	static PlaybackClock clock;
	static Backoff backoff;
	const std::string what = arguments.Word();
	if (what == "backoff")
	{
		json.Value(backoff.Next(arguments.Number()));
		return;
	}
	const double now = arguments.Number();
	if (what == "new") clock = PlaybackClock();
	if (what == "new") clock.SetDuration(arguments.Number());
	else if (what == "play") clock.Play(now);
	else if (what == "pause") clock.Pause(now);
	else if (what == "seek") clock.Seek(now, arguments.Number());
	else if (what == "loop") clock.SetLooping(arguments.Flag());
	json.Open('[').Value(clock.Position(now)).Value(clock.IsPlaying(now)).Close(']');
}

void RunMsgpack(Arguments& arguments, Json& json)
{
	MsgpackWriter writer;
	while (arguments.HasMore())
	{
		const std::string kind = arguments.Word();
		if (kind == "int") writer.Integer(std::strtoll(arguments.Word().c_str(), nullptr, 10));
		else if (kind == "float") writer.Float(arguments.Number());
		else if (kind == "text") writer.String(arguments.Text());
		else if (kind == "bytes") writer.Binary(arguments.Hex());
		else if (kind == "array") writer.Array(arguments.Uint32());
		else if (kind == "map") writer.Map(arguments.Uint32());
		else if (kind == "bool") writer.Bool(arguments.Flag());
		else writer.Nil();
	}
	json.Value(ToHex(writer.Take()));
}
