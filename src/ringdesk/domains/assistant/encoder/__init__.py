"""The sentence encoder: all-MiniLM-L6-v2 in eight bits on ONNX Runtime, without PyTorch."""
