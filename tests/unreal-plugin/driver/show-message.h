// Copyright (c) 2026 The avatar-tracker developers. MIT licence.
// Messages of the service as JSON, with the names that the protocol gives the fields.
#pragma once

#include "Protocol/Messages.h"
#include "json.h"

void Show(Json& json, const avatar::ServerMessage& message);
void Show(Json& json, const avatar::Job& job);
void Show(Json& json, const avatar::Problem& problem);
