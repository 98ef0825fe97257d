#include "IPythonScriptPlugin.h"
#include "Stub/World.h"
#include "WebSocketsModule.h"

FWebSocketsModule& FWebSocketsModule::Get()
{
	static FWebSocketsModule Module;
	return Module;
}

TSharedRef<IWebSocket> FWebSocketsModule::CreateWebSocket(const FString& Url, const FString& Protocol)
{
	const TSharedRef<IWebSocket> Socket = MakeShared<IWebSocket>();
	Socket->StubUrl = Url;
	Socket->StubProtocol = Protocol;
	Stub::GetWorld().Sockets.push_back(Socket.StubPointer);
	return Socket;
}

void IWebSocket::Connect()
{
	StubConnecting = true;
	StubHearsBinary = StubOnBinary.IsBound();
}

void IWebSocket::Close(int32, const FString&)
{
	StubConnected = false;
	StubClosed = true;
}

void IWebSocket::Send(const void* Data, SIZE_T Size, bool bIsBinary)
{
	if (!bIsBinary || !StubConnected) std::abort();
	const uint8* Bytes = static_cast<const uint8*>(Data);
	StubSent.emplace_back(Bytes, Bytes + Size);
}

void Stub::OpenSocket(IWebSocket& Socket)
{
	Socket.StubConnected = true;
	Socket.StubOnConnected.Broadcast();
}

void Stub::FailSocket(IWebSocket& Socket, const char* Error)
{
	Socket.StubConnecting = false;
	Socket.StubOnError.Broadcast(FString(UTF8_TO_TCHAR(Error)));
}

void Stub::LoseSocket(IWebSocket& Socket, int Code, const char* Reason)
{
	Socket.StubConnected = false;
	Socket.StubOnClosed.Broadcast(Code, FString(UTF8_TO_TCHAR(Reason)), false);
}

void Stub::Deliver(IWebSocket& Socket, const std::vector<uint8>& Message, std::size_t PieceSize)
{
	for (std::size_t At = 0; At < Message.size() || At == 0; At += PieceSize)
	{
		const std::size_t Size = std::min(PieceSize, Message.size() - At);
		if (Socket.StubHearsBinary) Socket.StubOnBinary.Broadcast(Message.data() + At, Size, At + Size >= Message.size());
	}
}

IPythonScriptPlugin* IPythonScriptPlugin::Get()
{
	static IPythonScriptPlugin Plugin;
	return &Plugin;
}

bool IPythonScriptPlugin::IsPythonAvailable() const { return Stub::GetWorld().bPython; }

bool IPythonScriptPlugin::ExecPythonCommandEx(FPythonCommandEx& Command)
{
	return Stub::GetWorld().Python ? Stub::GetWorld().Python(Command) : false;
}
