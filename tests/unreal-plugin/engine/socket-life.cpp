#include "scenario.h"

#include "AvatarTrackerModule.h"
#include "IWebSocket.h"
#include "Protocol/FrameJoiner.h"
#include "Sidecar/SidecarService.h"
#include "service-messages.h"

using namespace scenario;

namespace
{
/** Ticks to the next attempt and gives its socket. */
IWebSocket& NextSocket(double Wait)
{
	const std::size_t Before = Stub::GetWorld().Sockets.size();
	Stub::TickGame(Wait - 0.1);
	EXPECT(Stub::GetWorld().Sockets.size() == Before);
	Stub::TickGame(0.2);
	EXPECT(Stub::GetWorld().Sockets.size() == Before + 1);
	return NewestSocket();
}

void Welcome(IWebSocket& Socket)
{
	Stub::OpenSocket(Socket);
	Stub::Deliver(Socket, service::Welcome(), 4096);
}
}

SCENARIO(SocketListensToBinaryAloneAndBeforeItConnects)
{
	const FakeSidecar Sidecar;
	Editor Editor;
	Editor.Module().GetService().Start();
	EXPECT(Editor.Connect().StubHearsBinary);
	EXPECT(Stub::GetWorld().LoadedModules.front() == "WebSockets");
}

SCENARIO(MessagesInPiecesAreJoined)
{
	const FakeSidecar Sidecar;
	Editor Editor;
	FSidecarService& Service = Editor.Module().GetService();
	Service.Start();
	IWebSocket& Socket = Editor.Connect();
	for (const std::size_t Size : {1u, 2u, 7u, 64u, 100000u})
	{
		Stub::Deliver(Socket, service::Job(0, "running", "job" + std::to_string(Size) + "aaaaaaaa"), Size);
	}
	EXPECT_SAME(static_cast<double>(Service.GetBoard().Rows().size()), 5.0);
	EXPECT_SAME(Service.GetBoard().Rows().front().Name, "hello");
}

SCENARIO(LostConnectionIsMadeAgain)
{
	const FakeSidecar Sidecar;
	Editor Editor;
	FSidecarService& Service = Editor.Module().GetService();
	Service.Start();
	IWebSocket& First = Editor.Connect();
	Service.Watch(service::JobId, avatar::StreamKind::Recorded, avatar::FaceKind::Arkit);
	Stub::TickGame(0.01);
	EXPECT_SAME(Field(Sent(First, "watch"), "fromSequence"), "0");
	Stub::Deliver(First, service::Tables("recorded", {"JawOpen"}, {}), 50);
	Stub::Deliver(First, service::Keyframes("recorded", 0, 0, 30, 1), 999);
	Stub::Deliver(First, service::Keyframes("recorded", 1, 30, 30, 1), 999);
	// half a message is forgotten with its connection
	const auto Half = service::Keyframes("recorded", 2, 60, 30, 1);
	First.StubOnBinary.Broadcast(Half.data(), 100, false);
	Stub::LoseSocket(First, 1006, "gone");
	EXPECT(Service.GetState() == EServiceState::Waiting);
	EXPECT_SAME(Service.GetStatus(), "The connection to the tracker was lost. Trying again in 1 s.");
	IWebSocket& Second = NextSocket(1);
	Welcome(Second);
	EXPECT_SAME(Field(Sent(Second, "watch"), "fromSequence"), "2");
	EXPECT_SAME(CountSent(Second, "list"), 1);
	EXPECT(Service.GetState() == EServiceState::Ready);
	// the process was left alone
	EXPECT_SAME(static_cast<double>(Sidecar.Starts().size()), 1.0);
}

SCENARIO(FailedConnectionsWaitLongerEachTimeThenTheSidecarIsStartedAnew)
{
	const FakeSidecar Sidecar;
	Editor Editor;
	FSidecarService& Service = Editor.Module().GetService();
	Service.Start();
	EXPECT(Stub::TickUntil([] { return !Stub::GetWorld().Sockets.empty(); }, 20));
	for (const double Wait : {1.0, 2.0, 4.0, 8.0, 16.0})
	{
		// a failed connect has no close event
		Stub::FailSocket(NewestSocket(), "refused");
		EXPECT(Service.GetState() == EServiceState::Waiting);
		NextSocket(Wait);
	}
	Stub::FailSocket(NewestSocket(), "refused");
	EXPECT_SAME(Service.GetStatus(), "The tracker does not answer. It is started again.");
	Stub::TickGame(1.1);
	Editor.Connect();
	EXPECT_SAME(static_cast<double>(Sidecar.Starts().size()), 2.0);
	EXPECT(Service.GetState() == EServiceState::Ready);
}

SCENARIO(HostileMessagesEndTheConnectionAndNothingElse)
{
	const FakeSidecar Sidecar;
	Editor Editor;
	FSidecarService& Service = Editor.Module().GetService();
	Service.Start();
	Editor.Connect();
	const std::vector<uint8> Junk = {0x93, 0xff, 0x00, 0xc1};
	Stub::Deliver(NewestSocket(), Junk, 4);
	EXPECT(NewestSocket().StubClosed);
	EXPECT(Service.GetState() == EServiceState::Waiting);
	Welcome(NextSocket(1));
	// larger than the plugin takes: dropped piece by piece, never held
	const std::vector<uint8> Piece(1 << 20, 0xc0);
	for (std::size_t Size = 0; Size <= avatar::FrameJoiner::DefaultLimit; Size += Piece.size())
	{
		NewestSocket().StubOnBinary.Broadcast(Piece.data(), Piece.size(), false);
	}
	NewestSocket().StubOnBinary.Broadcast(Piece.data(), 1, true);
	EXPECT(NewestSocket().StubClosed);
	Welcome(NextSocket(2));
	EXPECT(Service.GetState() == EServiceState::Ready);
}

SCENARIO(RequestsWithoutAnswerAreSaidToBeLost)
{
	const FakeSidecar Sidecar;
	Editor Editor;
	FSidecarService& Service = Editor.Module().GetService();
	Service.Start();
	IWebSocket& Socket = Editor.Connect();
	std::string Refusal;
	struct FListener : TSharedFromThis<FListener>
	{
		std::string* Text;
		void Hear(uint32, const FText& Sentence) { *Text = Print(Sentence); }
	};
	const TSharedRef<FListener> Listener = MakeShared<FListener>();
	Listener->Text = &Refusal;
	Service.OnRefusedReady.AddSP(&*Listener, &FListener::Hear);
	avatar::TrackRequest Request;
	Request.VideoPath = "/clips/a.mp4";
	EXPECT(Service.Track(Request, nullptr) != 0);
	Stub::TickGame(0.01);
	EXPECT_SAME(CountSent(Socket, "submit"), 1);
	Stub::LoseSocket(Socket, 1006, "gone");
	EXPECT(Refusal.starts_with("The connection was lost before the service answered for /clips/a.mp4."));
	// what waits for a connection is not lost with the next failure
	Refusal.clear();
	EXPECT(Service.Track(Request, nullptr) != 0);
	Stub::FailSocket(NextSocket(1), "refused");
	EXPECT_SAME(Refusal, "");
	IWebSocket& Last = NextSocket(2);
	Welcome(Last);
	EXPECT_SAME(CountSent(Last, "submit"), 1);
}
