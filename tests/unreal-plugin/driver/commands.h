// Copyright (c) 2026 The avatar-tracker developers. MIT licence.
// The commands of the driver. Each reads its arguments and puts one JSON value into `json`.
#pragma once

#include "Protocol/Messages.h"
#include "arguments.h"
#include "json.h"

void RunEncode(Arguments& arguments, Json& json);
void RunNames(Arguments& arguments, Json& json);
void RunJoiner(Arguments& arguments, Json& json);
void RunJitter(Arguments& arguments, Json& json);
void RunPlayback(Arguments& arguments, Json& json);
void RunSession(Arguments& arguments, Json& json);
void RunMsgpack(Arguments& arguments, Json& json);

avatar::TrackRequest TrackRequestOf(Arguments& arguments);
avatar::Skeleton SkeletonOf(Arguments& arguments);
