"""Controls, panels and messages that explorers and questions share."""
