"""How others come in: guards, refusals, the widget, the OpenAI adapter, MCP, streams, admin, metrics."""
