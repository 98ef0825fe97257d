#include "service-messages.h"

#include "Protocol/MsgpackWriter.h"

#include <cstring>

namespace service
{
namespace
{
using avatar::MsgpackWriter;

MsgpackWriter& Start(MsgpackWriter& writer, uint32 pairs, const char* type)
{
	return writer.Map(pairs + 1).String("type").String(type);
}

template <typename NumberType>
void Numbers(MsgpackWriter& writer, const std::vector<NumberType>& numbers)
{
	std::vector<uint8> Bytes(numbers.size() * sizeof(NumberType));
	if (!Bytes.empty()) std::memcpy(Bytes.data(), numbers.data(), Bytes.size());
	writer.Binary(Bytes);
}

void Names(MsgpackWriter& writer, const std::vector<std::string>& names)
{
	writer.Array(static_cast<uint32>(names.size()));
	for (const std::string& Name : names) writer.String(Name);
}

void Problem(MsgpackWriter& writer, const std::string& code, const std::string& message, const std::string& fix)
{
	writer.String("code").String(code).String("message").String(message).String("fix").String(fix);
}

void RequestId(MsgpackWriter& writer, uint32 requestId)
{
	writer.String("requestId");
	if (requestId == 0) writer.Nil();
	else writer.Integer(requestId);
}
}

Message Welcome()
{
	MsgpackWriter Writer;
	Start(Writer, 4, "welcome").String("protocol").Integer(1);
	Writer.String("server").Map(2).String("name").String("avatar-tracker").String("version").String("9.8.7");
	Writer.String("heartbeatSeconds").Integer(10);
	Writer.String("limits").Map(2).String("messageBytes").Integer(1048576).String("watches").Integer(16);
	return Writer.Take();
}

Message SkeletonAccepted(uint32 requestId, const std::string& skeleton)
{
	MsgpackWriter Writer;
	Start(Writer, 3, "skeletonAccepted");
	RequestId(Writer, requestId);
	Writer.String("skeleton").String(skeleton).String("bones").Integer(64);
	return Writer.Take();
}

Message Job(uint32 requestId, const std::string& state, const std::string& id)
{
	MsgpackWriter Writer;
	Start(Writer, 2, "job");
	RequestId(Writer, requestId);
	Writer.String("job").Map(4).String("id").String(id).String("name").String("hello").String("state").String(state);
	Writer.String("input").Map(1).String("path").String("/clips/hello.mp4");
	return Writer.Take();
}

Message FailedJob(const std::string& message, const std::string& fix)
{
	MsgpackWriter Writer;
	Start(Writer, 2, "job");
	RequestId(Writer, 0);
	Writer.String("job").Map(4).String("id").String(JobId).String("name").String("hello").String("state").String("failed");
	Writer.String("error").Map(3);
	Problem(Writer, "input.not-video", message, fix);
	return Writer.Take();
}

Message Progress(const std::string& stage, int done, int total, double eta)
{
	MsgpackWriter Writer;
	Start(Writer, 2, "progress").String("job").String(JobId).String("progress").Map(5);
	Writer.String("stage").String(stage).String("framesDone").Integer(done).String("framesTotal").Integer(total);
	Writer.String("fps").Float(24.5).String("etaSeconds").Float(eta);
	return Writer.Take();
}

Message Tables(const std::string& stream, const std::vector<std::string>& face, const std::vector<std::string>& flags)
{
	MsgpackWriter Writer;
	Start(Writer, 8, "tables").String("job").String(JobId).String("stream").String(stream).String("fps").Integer(30);
	Names(Writer.String("bones"), {"root", "pelvis", "index_01_l", "head"});
	Writer.String("parents").Array(4).Integer(-1).Integer(0).Integer(1).Integer(1);
	std::vector<float> Rest;
	for (int Bone = 0; Bone < 4; ++Bone)
	{
		for (const float Value : {static_cast<float>(Bone), 0.0f, 90.0f, 0.5f, 0.5f, 0.5f, 0.5f}) Rest.push_back(Value);
	}
	Numbers(Writer.String("rest"), Rest);
	Names(Writer.String("face"), face);
	Names(Writer.String("flags"), flags);
	return Writer.Take();
}

Message Keyframes(const std::string& stream, uint32 sequence, uint32 first, uint32 count, std::size_t faceValues, uint32 flags)
{
	MsgpackWriter Writer;
	Start(Writer, 8, "keyframes").String("job").String(JobId).String("stream").String(stream);
	Writer.String("sequence").Integer(sequence).String("firstFrame").Integer(first).String("count").Integer(count);
	std::vector<double> Times;
	std::vector<float> Values;
	for (uint32 Frame = first; Frame < first + count; ++Frame)
	{
		Times.push_back(Frame / 30.0);
		for (const float Value : {static_cast<float>(Frame), 2.0f, 90.0f}) Values.push_back(Value);
		for (int Bone = 0; Bone < 4; ++Bone)
		{
			for (const float Value : {0.0f, 0.0f, 0.6f, 0.8f}) Values.push_back(Value);
		}
		for (std::size_t Value = 0; Value < faceValues; ++Value) Values.push_back(0.25f + static_cast<float>(Value) / 8);
		for (int Region = 0; Region < 4; ++Region) Values.push_back(1.0f);
	}
	Numbers(Writer.String("times"), Times);
	Numbers(Writer.String("values"), Values);
	Numbers(Writer.String("flags"), std::vector<uint32>(count, flags));
	return Writer.Take();
}

Message End(const std::string& stream, int frames)
{
	MsgpackWriter Writer;
	Start(Writer, 4, "end").String("job").String(JobId).String("stream").String(stream);
	Writer.String("frames").Integer(frames).String("dropped").Integer(0);
	return Writer.Take();
}

Message Result(const std::string& script)
{
	MsgpackWriter Writer;
	Start(Writer, 4, "result").String("job").String(JobId).String("artifacts").Array(0);
	Writer.String("script").String(script).String("unreal").Nil();
	return Writer.Take();
}

Message Refused(uint32 requestId, const std::string& code, const std::string& message, const std::string& fix)
{
	MsgpackWriter Writer;
	Start(Writer, 5, "error");
	RequestId(Writer, requestId);
	Writer.String("job").Nil();
	Problem(Writer, code, message, fix);
	return Writer.Take();
}
}
