// What the service would send, as bytes.
#pragma once

#include "CoreMinimal.h"

#include <string>

namespace service
{
using Message = std::vector<uint8>;
inline const std::string JobId = "0c7f2k9m4q";

Message Welcome();
Message SkeletonAccepted(uint32 requestId, const std::string& skeleton);
/** `requestId` 0 is news that nobody asked for. */
Message Job(uint32 requestId, const std::string& state, const std::string& id = JobId);
Message FailedJob(const std::string& message, const std::string& fix);
Message Progress(const std::string& stage, int done, int total, double eta);
Message Tables(const std::string& stream, const std::vector<std::string>& face, const std::vector<std::string>& flags);
/** Four bones: root, pelvis, index_01_l, head. Frame i has the pelvis at x = first + i and the time (first + i) / 30. */
Message Keyframes(const std::string& stream, uint32 sequence, uint32 first, uint32 count, std::size_t faceValues, uint32 flags = 0);
Message End(const std::string& stream, int frames);
Message Result(const std::string& script);
Message Refused(uint32 requestId, const std::string& code, const std::string& message, const std::string& fix);
}
