export { type LoadedModel, type LoadModelOptions, loadModel } from './load-model.ts';
export { PROVIDERS, type Provider, runtimeVersion } from './onnx-runtime.ts';
export {
  type ChooseProvidersOptions,
  chooseProviders,
  type Device,
  type ProviderChoice,
} from './provider/choose-providers.ts';
export { fillPattern } from './provider/fill-pattern.ts';
export type { ModelUse } from './provider/probe-messages.ts';
export { forgetProviders } from './provider/provider-memory.ts';
export type { DownloadOptions } from './store/download-file.ts';
export { ensurePack, type PackOrigin } from './store/ensure-pack.ts';
export { importModelFile } from './store/import-model-file.ts';
export { type ListedModel, listModels } from './store/list-models.ts';
export { type ModelStore, type ModelStoreOptions, openModelStore } from './store/open-model-store.ts';
export { type Verification, verifyModels } from './store/verify-models.ts';
