// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "Protocol/FrameJoiner.h"
#include "Templates/SharedPointer.h"

class IWebSocket;

/**
 * One WebSocket connection to the sidecar; a new object for each attempt. All functions and all events are on the
 * game thread: the engine hands its socket's events over in its own tick.
 */
class FSidecarSocket : public TSharedFromThis<FSidecarSocket>
{
public:
	DECLARE_DELEGATE(FOnOpened);
	DECLARE_DELEGATE_OneParam(FOnMessage, avatar::Bytes);
	/** Once, whether the connection failed, was lost or was refused; not after `Close`. */
	DECLARE_DELEGATE_OneParam(FOnLost, const FString& /*Reason*/);

	~FSidecarSocket();

	void Connect(const FString& Url);
	bool Send(const std::vector<uint8>& Message);
	/** Ends it without `OnLost`. The engine's socket lives until the object does. */
	void Close();

	FOnOpened OnOpened;
	FOnMessage OnMessage;
	FOnLost OnLost;

private:
	void HandleConnected();
	void HandleError(const FString& Error);
	void HandleClosed(int32 StatusCode, const FString& Reason, bool bWasClean);
	void HandleBinary(const void* Data, SIZE_T Size, bool bIsLastFragment);
	void Unbind();
	void Lose(const FString& Reason);

	TSharedPtr<IWebSocket> Socket;
	avatar::FrameJoiner Joiner;
	/** The engine's socket has failed, was closed or was told to close. */
	bool bOver = false;
	FDelegateHandle ConnectedHandle;
	FDelegateHandle ErrorHandle;
	FDelegateHandle ClosedHandle;
	FDelegateHandle BinaryHandle;
};
