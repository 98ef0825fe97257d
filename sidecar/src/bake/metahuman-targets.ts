/**
 * Where MetaHuman projects keep the two skeletons, in the order in which they are tried: characters
 * assembled into the project first, then the content of the MetaHuman plugin (Unreal 5.6 and later).
 */
export const BODY_TARGETS = [
  '/Game/MetaHumans/Common/Female/Medium/NormalWeight/Body/metahuman_base_skel',
  '/MetaHumanCharacter/Female/Medium/NormalWeight/Body/metahuman_base_skel',
] as const;

export const FACE_TARGETS = [
  '/Game/MetaHumans/Common/Face/Face_Archetype_Skeleton',
  '/MetaHumanCharacter/Face/Face_Archetype_Skeleton',
] as const;
