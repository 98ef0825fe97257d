// Hostile bytes for everything that reads what comes from outside. The first byte chooses the reader.
#include "Protocol/DecodeMessage.h"
#include "Protocol/FrameJoiner.h"
#include "Protocol/JobBoard.h"
#include "Protocol/Listening.h"
#include "Protocol/Names.h"
#include "Protocol/NodeSearch.h"
#include "Protocol/Recording.h"
#include "Protocol/Session.h"

#include <cstdio>
#include <cstdlib>

#include <sanitizer/allocator_interface.h>

namespace
{
using namespace avatar;

bool Counting = false;
std::size_t Held = 0;
std::size_t Peak = 0;

void OnMalloc(const volatile void* memory, std::size_t)
{
	if (!Counting) return;
	Held += __sanitizer_get_allocated_size(const_cast<const void*>(memory));
	if (Held > Peak) Peak = Held;
}

void OnFree(const volatile void* memory)
{
	if (!Counting || memory == nullptr || !__sanitizer_get_ownership(const_cast<const void*>(memory))) return;
	const std::size_t size = __sanitizer_get_allocated_size(const_cast<const void*>(memory));
	Held -= size < Held ? size : Held;
}

/** Counts memory while it lives; ends the run when more was held at once than `size` bytes of input may ask for. */
class MemoryCap
{
public:
	explicit MemoryCap(std::size_t size) : Limit(MessageLimits::MemoryFactor * size + MessageLimits::MemoryBase)
	{
		Held = Peak = 0;
		Counting = true;
	}
	~MemoryCap()
	{
		Counting = false;
		if (Peak <= Limit) return;
		std::fprintf(stderr, "held %zu bytes, allowed are %zu\n", Peak, Limit);
		std::abort();
	}

private:
	std::size_t Limit;
};

/** Does with frames what the preview does. */
class Listener : public SessionEvents
{
public:
	void OnJob(const Job& job) override { Board.Put(job); }
	void OnProgress(const ProgressMessage& progress) override { Board.Put(progress); }
	void OnResult(const Result& result) override { Board.Put(result); }
	void OnTrouble(const ErrorMessage& error) override { Board.Put(error.Job, error.What); }
	void OnTables(const Tables& tables) override { Frames.emplace(tables); }
	void OnKeyframes(const Tables& tables, std::shared_ptr<const Keyframes> chunk) override
	{
		for (std::size_t index = 0; index < chunk->Count; ++index)
		{
			const FrameView frame = ViewFrame(chunk, index, tables);
			if (frame.Row.size() != tables.RowSize()) std::abort();
		}
		if (Frames->GetTables().RowSize() != tables.RowSize()) return;
		Frames->Append(chunk);
		FrameView frame;
		if (Frames->At(chunk->Times.empty() ? 0 : chunk->Times[0], frame) && frame.Row.empty()) std::abort();
	}

	JobBoard Board;
	std::optional<Recording> Frames;
};

void FuzzSession(Bytes data)
{
	if (data.size() < 2) return;
	Listener listener;
	Session session({"token", "fuzz", "1"}, listener);
	FrameJoiner joiner(1 << 16);
	const std::size_t pieceSize = 1 + data[0];
	const bool bLive = (data[1] & 1) != 0;
	session.Connected();
	session.StartWatch("0c7f2k9m4q", bLive ? StreamKind::Live : StreamKind::Recorded, FaceKind::Arkit);
	session.Track({}, std::make_shared<Skeleton>());
	for (std::size_t at = 2; at + 2 <= data.size();)
	{
		// a message: its length in two bytes, then itself, in pieces
		const std::size_t size = std::min<std::size_t>(data[at] << 8 | data[at + 1], data.size() - at - 2);
		at += 2;
		bool bOpen = true;
		for (std::size_t piece = 0; piece < size; piece += pieceSize)
		{
			const std::size_t length = std::min(pieceSize, size - piece);
			Bytes message;
			const JoinResult result = joiner.Add(data.subspan(at + piece, length), piece + length == size, message);
			if (result == JoinResult::Complete) bOpen = session.Receive(message);
		}
		at += size;
		Message outgoing;
		while (session.TakeOutgoing(outgoing)) {}
		if (bOpen) continue;
		joiner.Reset();
		session.Disconnected();
		session.Connected();
	}
}

void FuzzText(Bytes data)
{
	const std::string text(data.begin(), data.end());
	ReadListening(text);
	ReadToken(text);
	IsNewEnough(text);
	const std::string shown = ShowableText(text, 100);
	if (shown.size() > 100 || ShowableText(shown, 100) != shown) std::abort();
	const std::string folder = ContentFolder(text);
	if (folder.size() > 200 || folder.front() != '/' || ContentFolder(folder) != folder) std::abort();
	if (JobName("{video}", text).size() > 200 || SubjectName(text, "x").empty()) std::abort();
	NodePlaces places;
	places.System = HostSystem::Windows;
	places.Path = text;
	NodeCandidates(places);
}
}

extern "C" int LLVMFuzzerInitialize(int*, char***)
{
	constexpr std::size_t size = 100000;
	__sanitizer_install_malloc_and_free_hooks(OnMalloc, OnFree);
	Counting = true;
	const auto probe = std::make_unique<std::vector<char>>(size);
	Counting = false;
	// a cap that counts nothing would let everything pass
	if (Peak < size || probe->size() != size) std::abort();
	return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
	if (size == 0) return 0;
	const Bytes data(bytes + 1, size - 1);
	const MemoryCap cap(size);
	switch (bytes[0] % 3)
	{
	case 0: DecodeMessage(data); break;
	case 1: FuzzSession(data); break;
	default: FuzzText(data);
	}
	return 0;
}
