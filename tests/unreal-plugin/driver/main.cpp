// Copyright (c) 2026 The avatar-tracker developers. MIT licence.
// Runs the engine-free part of the plugin: one command a line in, one JSON value a line out.
#include "commands.h"

#include "Protocol/DecodeMessage.h"
#include "show-message.h"

#include <iostream>

int main()
{
	std::string line;
	while (std::getline(std::cin, line))
	{
		Arguments arguments(line);
		const std::string command = arguments.Word();
		Json json;
		if (command == "decode")
		{
			const auto bytes = arguments.Hex();
			const auto message = avatar::DecodeMessage(bytes);
			if (message) Show(json, *message);
			else json.Value("malformed");
		}
		else if (command == "encode") RunEncode(arguments, json);
		else if (command == "name") RunNames(arguments, json);
		else if (command == "join") RunJoiner(arguments, json);
		else if (command == "jitter") RunJitter(arguments, json);
		else if (command == "play") RunPlayback(arguments, json);
		else if (command == "msgpack") RunMsgpack(arguments, json);
		else if (command == "session") RunSession(arguments, json);
		else json.Value("unknown command");
		json.Print();
	}
}
