"""Reports and questions of the public: taken in, read by one officer, answered, destroyed in time."""
