export { type LoadedModel, type LoadModelOptions, loadModel } from './load-model.ts';
export { PROVIDERS, type Provider } from './onnx-runtime.ts';
export { type ModelStore, type ModelStoreOptions, openModelStore } from './store/open-model-store.ts';
