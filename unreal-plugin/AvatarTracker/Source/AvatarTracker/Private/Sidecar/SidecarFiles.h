// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"

/** Where the parts of the sidecar are on this machine. All paths are absolute. */
struct FSidecarFiles
{
	/** Folder that holds package.json and node_modules. */
	FString Root;
	/** The command line program. */
	FString Program;
	/** Queue and results. */
	FString Workspace;
	/** Node's own files that may run it, in the order in which to try them; those that exist. */
	TArray<FString> Nodes;

	/** The dependencies are there. */
	bool IsInstalled() const;
};

/** Looks for the sidecar by the settings, then in the plugin, then in the repository around the plugin. */
FSidecarFiles FindSidecarFiles();

/** npm's program beside a Node; empty when there is none. */
FString FindNpm(const FString& Node);

/** Folder of this plugin. */
FString GetPluginFolder();
