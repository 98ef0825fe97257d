// Stand-in for the engine: a socket whose events the tests send.
#pragma once

#include "CoreMinimal.h"

class IWebSocket
{
public:
	DECLARE_MULTICAST_DELEGATE(FWebSocketConnectedEvent);
	DECLARE_MULTICAST_DELEGATE_OneParam(FWebSocketConnectionErrorEvent, const FString&);
	DECLARE_MULTICAST_DELEGATE_ThreeParams(FWebSocketClosedEvent, int32, const FString&, bool);
	DECLARE_MULTICAST_DELEGATE_ThreeParams(FWebSocketBinaryMessageEvent, const void*, SIZE_T, bool);

	void Connect();
	void Close(int32 Code = 1000, const FString& Reason = FString());
	bool IsConnected() { return StubConnected; }
	void Send(const void* Data, SIZE_T Size, bool bIsBinary = false);
	FWebSocketConnectedEvent& OnConnected() { return StubOnConnected; }
	FWebSocketConnectionErrorEvent& OnConnectionError() { return StubOnError; }
	FWebSocketClosedEvent& OnClosed() { return StubOnClosed; }
	FWebSocketBinaryMessageEvent& OnBinaryMessage() { return StubOnBinary; }

	FString StubUrl, StubProtocol;
	bool StubConnecting = false;
	bool StubConnected = false;
	bool StubClosed = false;
	/** Binary was bound when Connect was called: the engine looks only then. */
	bool StubHearsBinary = false;
	std::vector<std::vector<uint8>> StubSent;
	FWebSocketConnectedEvent StubOnConnected;
	FWebSocketConnectionErrorEvent StubOnError;
	FWebSocketClosedEvent StubOnClosed;
	FWebSocketBinaryMessageEvent StubOnBinary;
};
