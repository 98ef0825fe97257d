#pragma once

#include "Engine/Selection.h"

class UEditorEngine
{
public:
	USelection* GetSelectedActors() { return &StubSelection; }
	void SyncBrowserToObjects(const TArray<UObject*>& Objects, bool bFocusContentBrowser = true);
	template <typename SubsystemType>
	SubsystemType* GetEditorSubsystem()
	{
		static SubsystemType Subsystem;
		return &Subsystem;
	}

	USelection StubSelection;
	TArray<UObject*> StubBrowsed;
};

extern UEditorEngine* GEditor;
