// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Sidecar/SidecarSocket.h"

#include "AvatarTrackerLog.h"
#include "Compat/Strings.h"
#include "IWebSocket.h"
#include "Modules/ModuleManager.h"
#include "WebSocketsModule.h"

FSidecarSocket::~FSidecarSocket()
{
	Close();
}

void FSidecarSocket::Connect(const FString& Url)
{
	FModuleManager::Get().LoadModuleChecked(TEXT("WebSockets"));
	const TSharedRef<IWebSocket> Fresh = FWebSocketsModule::Get().CreateWebSocket(Url, FString(UTF8_TO_TCHAR("avatar-tracker.v1")));
	Socket = Fresh;
	// bound before Connect: the engine looks only then. Text is not bound, else each binary frame is decoded as text
	ConnectedHandle = Fresh->OnConnected().AddSP(this, &FSidecarSocket::HandleConnected);
	ErrorHandle = Fresh->OnConnectionError().AddSP(this, &FSidecarSocket::HandleError);
	ClosedHandle = Fresh->OnClosed().AddSP(this, &FSidecarSocket::HandleClosed);
	BinaryHandle = Fresh->OnBinaryMessage().AddSP(this, &FSidecarSocket::HandleBinary);
	Fresh->Connect();
}

bool FSidecarSocket::Send(const std::vector<uint8>& Message)
{
	if (!Socket.IsValid() || !Socket->IsConnected()) return false;
	Socket->Send(Message.data(), Message.size(), /*bIsBinary*/ true);
	return true;
}

void FSidecarSocket::Close()
{
	if (!Socket.IsValid()) return;
	Unbind();
	// also one that still connects; the engine ignores a second call
	if (!bOver) Socket->Close();
	bOver = true;
}

void FSidecarSocket::Unbind()
{
	Socket->OnConnected().Remove(ConnectedHandle);
	Socket->OnConnectionError().Remove(ErrorHandle);
	Socket->OnClosed().Remove(ClosedHandle);
	Socket->OnBinaryMessage().Remove(BinaryHandle);
}

void FSidecarSocket::HandleConnected()
{
	OnOpened.ExecuteIfBound();
}

void FSidecarSocket::HandleError(const FString& Error)
{
	bOver = true;
	Lose(Error);
}

void FSidecarSocket::HandleClosed(int32 StatusCode, const FString& Reason, bool bWasClean)
{
	UE_LOG(LogAvatarTracker, Verbose, TEXT("Socket closed with %d, clean %d"), StatusCode, bWasClean ? 1 : 0);
	bOver = true;
	Lose(Reason);
}

void FSidecarSocket::HandleBinary(const void* Data, SIZE_T Size, bool bIsLastFragment)
{
	avatar::Bytes Message;
	const avatar::Bytes Piece(static_cast<const uint8*>(Data), Size);
	switch (Joiner.Add(Piece, bIsLastFragment, Message))
	{
	case avatar::JoinResult::Complete: OnMessage.ExecuteIfBound(Message); break;
	case avatar::JoinResult::TooLarge: Lose(TEXT("a message was larger than 8 MiB")); break;
	default: break;
	}
}

void FSidecarSocket::Lose(const FString& Reason)
{
	// kept alive while its owner lets it go
	const TSharedRef<FSidecarSocket> Self = AsShared();
	Close();
	OnLost.ExecuteIfBound(AvatarTracker::ToFString(AvatarTracker::ToUtf8(Reason), 300));
}
